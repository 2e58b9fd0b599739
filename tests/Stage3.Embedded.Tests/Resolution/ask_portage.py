"""
Runs scenarios (docs/resolver.md) in the playground of Portage's own resolver tests: arguments are the checkout and the
scenario files; prints one JSON array a line: the scenario's name and its merge list, or null where there is none.
Scenarios that the playground cannot express are left out.
"""
import json
import os
import shutil
import sys
import tempfile

checkout, files = sys.argv[1], sys.argv[2:]
sys.path.insert(0, checkout + "/lib")
scratch = tempfile.mkdtemp()
# The playground wants GNU tar under its old name, and a key ring, though unsigned packages use none.
os.symlink(shutil.which("tar"), scratch + "/gtar")
os.environ.update(PATH=scratch + ":" + os.environ["PATH"], PORTAGE_GNUPGHOME=scratch, PORTAGE_USERNAME="root", PORTAGE_GRPNAME="root")

import portage  # noqa: E402
import portage.gpg  # noqa: E402

portage._internal_caller = True
portage._disable_legacy_globals()
portage.gpg.GPG.unlock = lambda self: None
from portage.tests.resolver.ResolverPlayground import ResolverPlayground  # noqa: E402

OURS = {"repository", "preference", "masked", "build_id", "USE"}
BUILD_HOST = {"BDEPEND", "IDEPEND"}


def expressible(scenario):
    packages = [item for key in ("ebuilds", "binaries", "installed") for item in scenario.get(key, {}).items()]
    host_is_root = "host-is-root" in scenario.get("options", [])
    return not (
        any({"repository", "preference"} & keys.keys() for _, keys in packages)
        or any("#" in name for key in ("ebuilds", "installed") for name in scenario.get(key, {}))
        or any(BUILD_HOST & keys.keys() for _, keys in packages) and not host_is_root
        or any("/" in name for name in scenario.get("user", {}))
        or "--nodeps" in scenario.get("options", [])
        or any(request.startswith("!") for request in scenario["requests"])
    )


def packages(scenario, key, built):
    result = {}
    for name, keys in scenario.get(key, {}).items():
        plain = {"EAPI": "8", "KEYWORDS": "x86", **{k: v for k, v in keys.items() if k not in OURS}}
        if "masked" in keys:
            plain["KEYWORDS"] = "~x86"
        if built:
            defaults = " ".join(f[1:] for f in plain.get("IUSE", "").split() if f[0] == "+")
            plain["USE"] = keys.get("USE", defaults)
        result[name.replace("::main", "")] = plain
    return result


def binaries(packages):
    """As pairs: several instances of one version are told by their BUILD_ID."""
    for name, keys in packages.items():
        version, _, instance = name.partition("#")
        yield version, {**keys, "BUILD_ID": instance} if instance else keys


def as_written(step, scenario):
    """An instance of a binary package as the scenario has it."""
    for name in [*scenario.get("binaries", {}), *(name for binhost in scenario.get("binhosts", {}).values() for name in binhost)]:
        if "#" in name and step.endswith("]" + name.replace("#", "-")):
            return step.replace(name.replace("#", "-"), name)
    return step


def binrepos_conf(scenario):
    """Unsigned packages are meant."""
    lines = list(scenario.get("user", {}).get("binrepos.conf", []))
    for name in scenario.get("binhosts", {}):
        if f"[{name}]" not in lines:
            lines.append(f"[{name}]")
        lines.insert(lines.index(f"[{name}]") + 1, "verify-signature = no")
    return lines


def package_use(scenario):
    for name, keys in scenario.get("ebuilds", {}).items():
        if "USE" in keys:
            on = keys["USE"].split()
            flags = [f.lstrip("+-") for f in keys.get("IUSE", "").split()]
            yield f"={name} " + " ".join(f if f in on else "-" + f for f in flags)


def renamed(lines):
    return [line.replace("::main", "::test_repo") for line in lines]


def run(scenario):
    user = dict(scenario.get("user", {}))
    profile = {"eapi": ["5"], **{name: renamed(lines) for name, lines in scenario.get("profile", {}).items()}}
    playground = ResolverPlayground(
        ebuilds=packages(scenario, "ebuilds", False),
        binpkgs=list(binaries(packages(scenario, "binaries", True))),
        binrepos={name: list(binaries(packages(scenario["binhosts"], name, True))) for name in scenario.get("binhosts", {})},
        installed=packages(scenario, "installed", True),
        world=scenario.get("world", []),
        world_sets=scenario.get("worldSets", []),
        sets=scenario.get("sets", {}),
        profile=profile,
        repo_configs={name.replace("main", "test_repo"): files for name, files in scenario.get("repositories", {}).items()},
        user_config={
            **user,
            "repos.conf": [line.replace("[main]", "[test_repo]") for line in user.get("repos.conf", [])],
            "binrepos.conf": binrepos_conf(scenario),
            "make.conf": ['BINPKG_FORMAT="xpak"', 'FEATURES="-binpkg-signing -binpkg-request-signature -gpg-keepalive"', *user.get("make.conf", [])],
            "package.use": [*package_use(scenario), *user.get("package.use", [])],
        },
    )
    options = {"--autounmask": "n", "--dynamic-deps": "n"}
    for option in scenario.get("options", []):
        name, _, value = option.partition("=")
        if name == "--changed-use":
            options["--reinstall"] = "changed-use"
        elif name.startswith("--"):
            many = name.endswith(("clude", "-atoms", "-ignore"))
            options[name] = value.split() if many else int(value) if value.isdigit() else value or True
    try:
        result = playground.run([request.replace("::main", "::test_repo") for request in scenario["requests"]], options)
        # Blockers are listed too, where they are solved: what is merged and removed is what counts.
        return [as_written(str(step), scenario) for step in result.mergelist or [] if not str(step).startswith("!")] if result.success else None
    finally:
        playground.cleanup()


try:
    for file in files:
        with open(file) as scenarios:
            for scenario in json.load(scenarios):
                if expressible(scenario):
                    print(json.dumps([scenario["name"], run(scenario)]), flush=True)
finally:
    shutil.rmtree(scratch)
