@echo off
rem One entry for people and CI: build.cmd [build|demo|manager|test|bench [PART...]]. build.sh is the same for Linux.
setlocal
cd /d "%~dp0"
set DOTNET_CLI_TELEMETRY_OPTOUT=1
set DOTNET_NOLOGO=1
set OLD=1.0.0
set NEW=1.1.0
where dotnet >nul 2>&1 || (echo The .NET SDK named in global.json is missing: https://dot.net >&2 & exit /b 1)

set VERB=%1
if "%VERB%"=="" set VERB=build
if "%VERB%"=="build" goto build
if "%VERB%"=="demo" goto demo
if "%VERB%"=="manager" goto manager
if "%VERB%"=="test" goto test
if "%VERB%"=="bench" goto bench
echo Usage: build.cmd [build^|demo^|manager^|test^|bench [PART...]] >&2
exit /b 2

:build
call :packages || exit /b 1
echo == Bundle %NEW%
dotnet build installer\Bundle\Bundle.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% || exit /b 1
echo == Everything else
dotnet build Setup.sln -c Release -v quiet --nologo || exit /b 1
echo == Done: artifacts\OctopusTentacle-%NEW%-x64.msi and .exe
exit /b 0

:demo
call :packages || exit /b 1
dotnet build tests\E2E\E2E.csproj -c Release -v quiet --nologo || exit /b 1
echo == Demo: install %OLD%, make five instances, upgrade to %NEW%
call :suite demo
exit /b %ERRORLEVEL%

:manager
echo == Package %NEW%
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% || exit /b 1
dotnet build tests\Manager.Tests\Manager.Tests.csproj -c Release -v quiet --nologo || exit /b 1
echo == The Manager, on instances made up for it
call :suite manager
exit /b %ERRORLEVEL%

:test
call :packages || exit /b 1
echo == Packages with a folder of many files: with our actions, and without them, as the vendor makes them
for %%v in (%OLD% %NEW%) do (
    call :folder %%v folder || exit /b 1
    call :folder %%v without-actions "-p:PackageSources=%CD%\tests\E2E\Packages\WithoutActions\Package.wxs" || exit /b 1
)
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%OLD% -p:OutputName=OctopusTentacle-%OLD%-vendor-like-x64 "-p:PackageSources=%CD%\tests\E2E\Packages\VendorLike\Package.wxs" || exit /b 1
echo == Packages of %NEW% that only tests install: with test points, and the same version again under another product code
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% -p:TestPoints=true -p:OutputName=OctopusTentacle-%NEW%-test-points-x64 || exit /b 1
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% -p:OutputName=OctopusTentacle-%NEW%-again-x64 || exit /b 1
call :folder %NEW% folder-test-points "-p:TestPoints=true" || exit /b 1
call :folder %NEW% folder-again || exit /b 1
echo == Tests
dotnet build Setup.sln -c Release -v quiet --nologo || exit /b 1
call :suite test
exit /b %ERRORLEVEL%

:bench
call :tools || exit /b 1
echo == Benchmark: a small native service, and the packages that stop and start a hundred of it
dotnet publish tests\Benchmarks.Service -c Release -v quiet --nologo -o "%CD%\artifacts\bench\service" || exit /b 1
for %%N in (a b) do call :benchmark %%N || exit /b 1
dotnet build tests\Benchmarks.Windows -c Release -v quiet --nologo || exit /b 1
set SHAPES=
if "%2"=="" set SHAPES=yes
echo %* | findstr /c:" payload" >nul && set SHAPES=yes
if defined SHAPES call :shapes || exit /b 1
echo == Benchmark: measure
dotnet run --project tests\Benchmarks -c Release -v quiet -- %2 %3 %4 %5 %6 %7 %8 %9
exit /b %ERRORLEVEL%

rem Of each package two, of which one upgrades the other.
:benchmark
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% -p:PayloadFolder="%CD%\artifacts\bench\service" -p:OutputName=Benchmark-engine-%1 || exit /b 1
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% -p:PayloadFolder="%CD%\artifacts\bench\service" -p:OutputName=Benchmark-rows-%1 -p:PackageSources="%CD%\tests\Benchmarks\Packages\ServiceControlRows.wxs"
exit /b %ERRORLEVEL%

rem The product, with Tentacle.exe in every shape that it could be shipped in.
:shapes
echo == Benchmark: the product in five shapes
set SHAPES=%CD%\artifacts\bench\payload
set BUILT=%CD%\artifacts\build\%NEW%\payload
if exist "%SHAPES%" rmdir /s /q "%SHAPES%"
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% || exit /b 1
mkdir "%SHAPES%\native"
copy "%BUILT%\Tentacle\Tentacle.exe" "%SHAPES%\native" >nul || exit /b 1
set PUBLISH=dotnet publish src\Tentacle -c Release -v quiet --nologo -p:ProductVersion=%NEW% -p:PayloadShape=folder
set SINGLE=-p:PublishSingleFile=true -p:EnableCompressionInSingleFile=true
%PUBLISH% -p:ArtifactsPath="%CD%\artifacts\bench\build\folder" -o "%SHAPES%\folder" || exit /b 1
%PUBLISH% -p:ArtifactsPath="%CD%\artifacts\bench\build\folder-ready" -o "%SHAPES%\folder-ready" -p:PublishReadyToRun=true || exit /b 1
%PUBLISH% -p:ArtifactsPath="%CD%\artifacts\bench\build\single" -o "%SHAPES%\single" %SINGLE% || exit /b 1
%PUBLISH% -p:ArtifactsPath="%CD%\artifacts\bench\build\single-ready" -o "%SHAPES%\single-ready" %SINGLE% -p:PublishReadyToRun=true || exit /b 1
for %%S in (folder folder-ready native single single-ready) do call :shape %%S || exit /b 1
exit /b 0

:shape
copy "%BUILT%\Manager\Octopus.Manager.exe" "%SHAPES%\%1" >nul || exit /b 1
for %%N in (a b) do dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% -p:PayloadShape=folder -p:PayloadFolder="%SHAPES%\%1" -p:CustomActionsFolder="%BUILT%\CustomActions" -p:OutputName=Benchmark-payload-%1-%%N || exit /b 1
exit /b 0

:packages
call :tools || exit /b 1
echo == Packages %OLD% and %NEW%
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%OLD% || exit /b 1
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%NEW% || exit /b 1
exit /b 0

:tools
rem Native code is linked by Visual C++; its installer knows where that is.
set VSWHERE=%ProgramFiles(x86)%\Microsoft Visual Studio\Installer\vswhere.exe
set VISUALCPP=
if exist "%VSWHERE%" for /f "usebackq delims=" %%p in (`"%VSWHERE%" -latest -products * -requires Microsoft.VisualStudio.Component.VC.Tools.x86.x64 -property installationPath`) do set VISUALCPP=%%p
if defined VISUALCPP exit /b 0
echo The Visual C++ build tools are missing, which link Tentacle.exe. Install them with: >&2
echo winget install Microsoft.VisualStudio.2022.BuildTools --override "--passive --wait --add Microsoft.VisualStudio.Workload.VCTools --includeRecommended" >&2
exit /b 1

:folder
rem The same sources as many files, as versions before the native Tentacle.exe were.
dotnet build installer\Package.wixproj -c Release -v quiet --nologo -p:ProductVersion=%1 -p:PayloadShape=folder -p:OutputName=OctopusTentacle-%1-%2-x64 %3
exit /b %ERRORLEVEL%

:suite
dotnet run --project tests\Suite -c Release -v quiet -- %1
exit /b %ERRORLEVEL%
