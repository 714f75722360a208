@echo off
rem Double-click to start Misread. Finds a Python that suits, and keeps a window with
rem an error open.
setlocal
rem Look for a Python, never fetch one.
set PYTHON_MANAGER_AUTOMATIC_INSTALL=false
cd /d "%~dp0"
set "SUITS=import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))"

for %%V in (3.13 3.12 3.11) do (
    py -%%V -c "%SUITS%" >nul 2>&1 && (
        set "PYTHON=py -%%V"
        goto found
    )
)
for %%P in (python python3) do (
    %%P -c "%SUITS%" >nul 2>&1 && (
        set "PYTHON=%%P"
        goto found
    )
)
echo Misread needs Python 3.11, 3.12 or 3.13, and none was found. Install one from
echo https://www.python.org/downloads/windows/ and double-click this file again.
pause
exit /b 1

:found
%PYTHON% start.py %*
set "CODE=%ERRORLEVEL%"
if not "%CODE%"=="0" pause
exit /b %CODE%
