# Misread for a server, in shared mode. docs/hosting.md explains how to run it.
FROM python:3.13-slim

# The id is fixed, so that a folder of the host can belong to this user.
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent misread \
    && install --directory --owner=misread --group=misread --mode=0700 /data

WORKDIR /app
# A separate layer, so that a change of Misread does not download TensorFlow again.
COPY requirements.lock ./
RUN pip install --no-cache-dir --root-user-action=ignore --require-hashes -r requirements.lock

COPY LICENSE README.md ./
COPY .streamlit .streamlit
COPY core core
COPY dashboard dashboard
COPY pages pages
# The user misread cannot write here, so Python could not cache bytecode later.
RUN python -m compileall -q core dashboard pages

ENV MISREAD_HOME=/data \
    MISREAD_MODE=shared \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1
VOLUME /data
USER misread
EXPOSE 8501
# Not urllib, which would ask a proxy.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s CMD ["python", "-c", \
    "from http.client import HTTPConnection; \
     server = HTTPConnection('127.0.0.1', 8501, timeout=4); \
     server.request('GET', '/_stcore/health'); \
     raise SystemExit(server.getresponse().status != 200)"]
CMD ["python", "-m", "dashboard", "--host", "0.0.0.0", "--port", "8501", "--no-browser"]
