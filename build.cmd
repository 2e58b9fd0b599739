:; # One file for both worlds. On Linux this line ends here and build.sh takes over:
:; exec bash "$(dirname "$0")/build.sh" "$@"

@echo off
rem On Windows: targets that build a stage need Linux (WSL); --help, --plan and Bench work with any .NET SDK.
setlocal
for %%v in (ROOT HOST PROFILE TARGET SKIP VERBOSITY CONTINUE PARTITION PLAN HELP STRICT NOLOGO NO_LOGO PKGDIR) do set "%%v="
set NUKE_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
where dotnet >nul 2>nul
if errorlevel 1 (
  echo build.cmd: no dotnet on PATH; install the .NET 10 SDK 1>&2
  exit /b 1
)
dotnet build "%~dp0build\_build.csproj" --configuration Release -p:NukeHost=embedded --nologo --verbosity quiet 1>&2
if errorlevel 1 exit /b 1
dotnet "%~dp0build\bin\embedded\Release\_build.dll" %*
exit /b %errorlevel%
