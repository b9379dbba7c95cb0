#!/usr/bin/env bash
# One entry for people and CI: ./build.sh [build|demo|manager|test|bench [PART…]]. build.cmd is the same for Windows.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

tools=(wine wine64 clang lld llvm mingw-w64-x86-64-dev msitools gcab chromium fonts-dejavu-core)
old=1.0.0 new=1.1.0

say() { printf '\n== %s\n' "$*"; }

prepare() {
    command -v dotnet >/dev/null || { echo "The .NET SDK named in global.json is missing: https://dot.net" >&2; exit 1; }
    command -v npm >/dev/null || tools+=(npm)
    local missing
    missing=$(for tool in "${tools[@]}"; do dpkg-query -W -f '${Status}' "$tool" 2>/dev/null | grep -q 'ok installed' || echo "$tool"; done)
    [ -z "$missing" ] && return
    if [ "$(id -u)" != 0 ]; then
        echo "Missing tools. Install them with: sudo apt-get install --no-install-recommends" $missing >&2
        exit 1
    fi
    say "Installing" $missing
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
}

package() { dotnet build installer/Package.wixproj -c Release -v quiet --nologo "$@"; }

packages() {
    say "Packages $old and $new"
    package -p:ProductVersion=$old
    package -p:ProductVersion=$new
}

# Of each package two, of which one upgrades the other.
two() { for one in a b; do package -p:OutputName=Benchmark-$1-$one "${@:2}"; done; }

benchmarks() {
    local service="$PWD/artifacts/bench/service"
    dotnet publish tests/Benchmarks.Service -c Release -v quiet --nologo -o "$service"
    two engine -p:PayloadFolder="$service"
    two rows -p:PayloadFolder="$service" -p:PackageSources="$PWD/tests/Benchmarks/Packages/ServiceControlRows.wxs"
    dotnet build tests/Benchmarks.Windows -c Release -v quiet --nologo
}

# The product, with Tentacle.exe in every shape that it could be shipped in.
shapes() {
    local shapes="$PWD/artifacts/bench/payload" built="$PWD/artifacts/build/$new/payload" shape
    rm -rf "$shapes"
    package -p:ProductVersion=$new
    mkdir -p "$shapes/native"
    cp "$built/Tentacle/Tentacle.exe" "$shapes/native"
    managed folder
    managed folder-ready -p:PublishReadyToRun=true
    managed single -p:PublishSingleFile=true -p:EnableCompressionInSingleFile=true
    managed single-ready -p:PublishSingleFile=true -p:EnableCompressionInSingleFile=true -p:PublishReadyToRun=true
    for shape in "$shapes"/*; do
        cp "$built/Manager/Octopus.Manager.exe" "$shape"
        two "payload-${shape##*/}" -p:ProductVersion=$new -p:PayloadShape=folder -p:PayloadFolder="$shape" -p:CustomActionsFolder="$built/CustomActions"
    done
}

# One of the shapes above that is not native.
managed() {
    dotnet publish src/Tentacle -c Release -v quiet --nologo -p:ProductVersion=$new -p:PayloadShape=folder -p:ArtifactsPath="$PWD/artifacts/bench/build/$1" -o "$shapes/$1" "${@:2}"
}

# The same sources as many files, as versions before the native Tentacle.exe were; with the actions of the native build.
folder() {
    local version=$1
    shift
    package -p:ProductVersion=$version -p:PayloadShape=folder -p:CustomActionsFolder="$PWD/artifacts/build/$version/payload/CustomActions" "$@"
}

journeys() { dotnet build tests/E2E/E2E.csproj -c Release -v quiet --nologo; }

runner() { dotnet run --project tests/Suite -c Release -v quiet -- "$@"; }

case "${1:-build}" in
    build)
        prepare
        packages
        say "Everything else"
        dotnet build Setup.sln -c Release -v quiet --nologo
        say "Done: artifacts/OctopusTentacle-$new-x64.msi" ;;
    demo)
        prepare
        packages
        journeys
        say "Demo: install $old, make five instances, upgrade to $new"
        runner demo ;;
    manager)
        prepare
        say "Package $new"
        package -p:ProductVersion=$new
        dotnet build tests/Manager.Tests/Manager.Tests.csproj -c Release -v quiet --nologo
        say "The Manager, on instances made up for it"
        runner manager ;;
    test)
        prepare
        packages
        say "Packages with a folder of many files: with our actions, and without them, as the vendor makes them"
        for version in $old $new; do
            folder $version -p:OutputName=OctopusTentacle-$version-folder-x64
            folder $version -p:OutputName=OctopusTentacle-$version-without-actions-x64 \
                -p:PackageSources="$PWD/tests/E2E/Packages/WithoutActions/Package.wxs"
        done
        package -p:ProductVersion=$old -p:OutputName=OctopusTentacle-$old-vendor-like-x64 \
            -p:PackageSources="$PWD/tests/E2E/Packages/VendorLike/Package.wxs"
        say "Packages of $new that only tests install: with test points, and the same version again under another product code"
        package -p:ProductVersion=$new -p:TestPoints=true -p:OutputName=OctopusTentacle-$new-test-points-x64
        package -p:ProductVersion=$new -p:OutputName=OctopusTentacle-$new-again-x64
        folder $new -p:TestPoints=true -p:OutputName=OctopusTentacle-$new-folder-test-points-x64
        folder $new -p:OutputName=OctopusTentacle-$new-folder-again-x64
        say "Tests"
        dotnet build Setup.sln -c Release -v quiet --nologo
        runner test ;;
    bench)
        prepare
        say "Benchmark: a small native service, and the packages that stop and start a hundred of it"
        benchmarks
        if [ $# = 1 ] || [[ " ${*:2} " = *" payload "* ]]; then
            say "Benchmark: the product in five shapes"
            shapes
        fi
        say "Benchmark: measure"
        dotnet run --project tests/Benchmarks -c Release -v quiet -- "${@:2}" ;;
    *)
        echo "Usage: ./build.sh [build|demo|manager|test|bench [PART...]]" >&2
        exit 2 ;;
esac
