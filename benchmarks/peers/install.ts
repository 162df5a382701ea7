import { spawnSync } from "node:child_process";

/** Debian's packages of the peers; simjs is among this project's development dependencies. */
const packages = ["g++", "python3-simpy3", "pypy3", "libns3-dev", "libsimgrid-dev"];

const install = process.getuid?.() === 0 ? ["apt-get"] : ["sudo", "apt-get"];
const [command, ...args] = [...install, "install", "-y", "--no-install-recommends", ...packages];
const { status, error } = spawnSync(command!, args, { stdio: "inherit" });
if (error !== undefined) console.error(`${command} could not be run: ${error.message}`);
process.exitCode = status ?? 1;
