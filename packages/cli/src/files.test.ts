import { existsSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { Folder, orrery, ordersTemplate } from "../test/captured.ts";
import { OutputFile } from "./files.ts";
import { writeWhole } from "./whole-write.ts";

const folder = new Folder();
afterAll(() => folder.remove());
folder.write("template.yaml", ordersTemplate);
const scenario = folder.write(
  "s.yaml",
  "template: ./template.yaml\nduration: 10s\nworkload: [{ to: OrdersQueue, arrivals: { poisson: { rate: 20/s } } }]\n",
);

describe("what is written", () => {
  it("goes on where the system took a part only, and fails where it takes nothing", () => {
    const taken: number[] = [];
    writeWhole(Uint8Array.from([1, 2, 3, 4, 5]), (bytes) => {
      const part = bytes.subarray(0, 2);
      taken.push(...part);
      return part.length;
    });
    expect(taken).toEqual([1, 2, 3, 4, 5]);
    expect(() => writeWhole(Uint8Array.from([1]), () => 0)).toThrow("nothing more is taken");
  });

  it("is there under its name when it is whole, and leaves what was there until then", () => {
    const path = folder.write("out.txt", "before");
    const given = new OutputFile(path);
    given.write("half");
    expect(readFileSync(path, "utf8")).toBe("before");
    given.abandon();
    expect(readFileSync(path, "utf8")).toBe("before");
    symlinkSync(path, folder.of("link.txt"));
    const file = new OutputFile(folder.of("link.txt"));
    expect(file.write("wholé")).toBe(6);
    file.finish();
    file.abandon();
    expect(readFileSync(path, "utf8")).toBe("wholé");
    expect(readdirSync(folder.path).filter((name) => name.includes("partial"))).toEqual([]);
  });
});

const full = "/dev/full";
const summary = /\nOrdersQueue +[\d,]+ /;

describe.skipIf(!existsSync(full))("a full disk", () => {
  const noSpace = `${full}: expected a file that can be written whole, received no space left on the device\n`;

  it("that cannot take a saved run leaves the summary, with one line and exit status 2", async () => {
    const { status, out, err } = await orrery(["run", scenario, "--save", full]);
    expect({ status, err }).toEqual({ status: 2, err: noSpace });
    expect(out).toMatch(summary);
  });

  it("that cannot take a trace leaves the summary, no half trace, and the saved run", async () => {
    // As on a disk that fills up while the run goes on.
    symlinkSync(full, folder.of("full.jsonl"));
    const trace = folder.of("full.jsonl");
    const save = folder.of("saved.json");
    const args = ["run", scenario, "--trace", trace, "--save", save];
    const { status, out, err } = await orrery(args);
    expect({ status, err }).toEqual({ status: 2, err: noSpace.replace(full, trace) });
    expect(out).toMatch(summary);
    expect(existsSync(`${trace}.index`)).toBe(false);
    expect(JSON.parse(readFileSync(save, "utf8"))).toMatchObject({ format: 1 });
    expect(readdirSync(folder.path).filter((name) => name.includes("partial"))).toEqual([]);
  });

  it("that cannot take an export is said", async () => {
    const trace = folder.of("t.jsonl");
    await orrery(["run", scenario, "--trace", trace]);
    for (const form of ["perfetto", "otlp"]) {
      const args = ["export", trace, "--format", form, "--output", full];
      expect(await orrery(args)).toEqual({ status: 2, out: "", err: noSpace });
    }
  });
});

it.each(["--save", "--trace"])(
  "%s is opened before the run, which is not begun for nothing",
  async (option) => {
    const path = folder.of("no/such/place");
    const { status, out, err } = await orrery(["run", scenario, option, path]);
    expect({ status, out }).toEqual({ status: 2, out: "" });
    expect(err).toBe(`${path}: expected a file that can be written, received no such file\n`);
  },
);
