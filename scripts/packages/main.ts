import { join } from "node:path";
import { run } from "../run.ts";
import { root } from "../workspace.ts";
import { checkAsUser, checkPrograms } from "./as-user.ts";
import { checkPackages } from "./check.ts";
import { packAll } from "./pack.ts";

// Builds and packs every package into dist/, checks the tarballs, and uses them as a user does.

await run(process.execPath, ["--conditions=source", join(root, "scripts/build.ts")]);
const tarballs = await packAll(join(root, "dist"));
for (const { path } of tarballs) console.log(path);
const problems = await checkPackages(tarballs);
for (const problem of problems) console.log(problem);
const checks = [...(await checkAsUser(tarballs)), ...(await checkPrograms(tarballs))];
for (const { name, problem } of checks) {
  console.log(problem === null ? `ok  ${name}` : `NO  ${name}: ${problem}`);
}
const wrong = checks.filter(({ problem }) => problem !== null).length;
// publint, arethetypeswrong and we ourselves look at each tarball.
const passed = 3 * tarballs.length - problems.length + checks.length - wrong;
const failed = problems.length + wrong;
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
