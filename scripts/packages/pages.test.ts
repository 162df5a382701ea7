import { describe, expect, it } from "vitest";
import { workspacePackages } from "../workspace.ts";
import { deadLinks, pagesOf } from "./pages.ts";

describe.each(workspacePackages())(
  "the pages that are packed with $name",
  ({ short, manifest }) => {
    const pages = pagesOf(short);

    it("lead to nothing that is not packed too", () => {
      expect(deadLinks(pages, new Set([...pages.keys(), ...(manifest.files ?? [])]))).toEqual([]);
    });

    it("are found by keywords", () => {
      expect(manifest.keywords?.length).toBeGreaterThanOrEqual(3);
    });
  },
);

it("have the guide where it is told of, and where its own pages are told of those", () => {
  for (const short of ["cli", "templates", "orrery"]) {
    expect([...pagesOf(short).keys()]).toContain("docs/guide/scenario-files.md");
  }
  const pages = pagesOf("aws");
  expect([...pages.keys()]).toContain("docs/reference/fidelity/sqs.md");
  expect(pages.get("README.md")).toContain("](docs/reference/fidelity.md)");
  expect(pages.get("docs/reference/fidelity/sqs.md")).toContain("](../fidelity.md)");
  expect(pages.get("docs/reference/fidelity/sqs.md")).not.toContain("](../../../packages");
  expect(pagesOf("kernel").get("README.md")).toContain("see\n`@orrery/testing`.");
});

it("are said to be dead ends where they lead elsewhere", () => {
  const pages = new Map([
    [
      "README.md",
      "[a](docs/a.md) [b](docs/b.md#part) [c](https://c.example) [d](#d), see `docs/e.md`",
    ],
    ["docs/a.md", "[b](b.md) [f](../../f.ts) and `docs/g.md`"],
  ]);
  expect(deadLinks(pages, new Set(["README.md", "docs/a.md", "docs/b.md"]))).toEqual([
    "README.md: docs/e.md is not in the package",
    "docs/a.md: ../../f.ts is not in the package",
  ]);
});
