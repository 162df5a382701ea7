import { expect, it } from "vitest";
import { itemsIn, marksIn } from "./semantics.ts";

const text = `# Buses

Legend: a word.

## 0. Defaults

| key | default |
|---|---|
| bus.size | 1 |
| \`bus.name\`, bus.alias | x |

Source: somewhere.

## 5. Order

### 5.1 Inside a bus

1. One comes after the other.
2. Nobody overtakes.
- A remark.

Undocumented; recommended model: none.
`;

it("a file of the reference has sentences, rows and paragraphs", () => {
  expect(itemsIn("bus", text).map(({ mark }) => mark)).toEqual([
    "bus §0 bus.size",
    "bus §0 bus.name, bus.alias",
    "bus §5.1.1",
    "bus §5.1.2",
    "bus §5.1 ¶1",
    "bus §5.1 ¶2",
  ]);
  expect(itemsIn("bus", text).at(-1)?.sections).toEqual(["bus §5.1", "bus §5"]);
});

it("marks of READMEs count where they say what is not modeled", () => {
  const readme = [
    "# Buses",
    "What `bus §5.1.1` says.",
    "## What is not modeled",
    "- Order (`bus §5`), names (`bus §0 bus.name`, `bus`).",
    "## Latency",
    "`bus §5.1.2`",
  ].join("\n");
  expect(marksIn(readme)).toEqual([
    { mark: "bus §5", line: 4 },
    { mark: "bus §0 bus.name", line: 4 },
  ]);
});
