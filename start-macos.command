#!/bin/bash
# Double-click to start Misread. Finds a Python that suits, and keeps a window with an
# error open.
cd "$(dirname "$0")" || exit 1

suits='import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))'
# Where installers put Python, in case the shell was not told.
PATH="$PATH:/opt/homebrew/bin:/usr/local/bin"
for version in 3.13 3.12 3.11; do
    PATH="$PATH:/Library/Frameworks/Python.framework/Versions/$version/bin"
done

finish() {
    read -r -p "Press Return to close this window."
    exit "$1"
}

# Not plain python3: Apple's would offer to install its developer tools.
for python in python3.13 python3.12 python3.11; do
    if "$python" -c "$suits" >/dev/null 2>&1; then
        "$python" start.py "$@" || finish $?
        exit 0
    fi
done
echo "Misread needs Python 3.11, 3.12 or 3.13, and none was found. Install one from"
echo "https://www.python.org/downloads/macos/ and double-click this file again."
finish 1
