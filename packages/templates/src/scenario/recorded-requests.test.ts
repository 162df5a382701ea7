import { describe, expect, it } from "vitest";
import { readRequests } from "./recorded-requests.ts";

const read = (text: string, under?: string) => readRequests({ path: "requests", text }, under);

describe("requests of a file", () => {
  it("of a HAR file, with headers and bodies, those that are alike together", () => {
    const entry = (method: string, url: string, more: object = {}) => ({
      request: { method, url, headers: [], ...more },
    });
    const log = {
      entries: [
        entry("GET", "https://shop.example/api/items?page=1&page=2"),
        entry("POST", "https://shop.example/api/orders", {
          headers: [
            { name: "Host", value: "shop.example" },
            { name: "X-Own", value: "a" },
          ],
          postData: { mimeType: "application/json", text: '{"a":"é"}' },
        }),
        entry("GET", "https://shop.example/api/items?page=1&page=2"),
        entry("GET", "https://shop.example"),
      ],
    };
    expect(read(JSON.stringify({ log }, null, 2), "/api")).toEqual([
      { method: "GET", path: "/items", query: { page: ["1", "2"] }, weight: 2 },
      {
        method: "POST",
        path: "/orders",
        headers: { "X-Own": "a" },
        body: { body: '{"a":"é"}', size: 10 },
        weight: 1,
      },
      { method: "GET", path: "/", weight: 1 },
    ]);
  });

  it.each([
    ['192.0.2.1 - - [10/Oct/2026:13:55:36 +0000] "GET /items/7?a=1 HTTP/1.1" 200 2326'],
    [
      'h2 2026-07-02T22:23:00.186641Z app/web/1 10.0.1.252:48160 10.0.0.66:9000 0.000 0.002 0.000 200 200 5 257 "GET https://10.0.2.105:773/items/7?a=1 HTTP/2.0" "curl" a b',
    ],
    ['{"requestId":"1","httpMethod":"GET","path":"/items/7?a=1","status":"200"}'],
  ])("of a line of an access log: %s", (line) => {
    expect(read(`${line}\nwhat else\n${line}\n`)).toEqual([
      { method: "GET", path: "/items/7", query: { a: ["1"] }, weight: 2 },
    ]);
  });

  it("of a definition in OpenAPI, by its examples", () => {
    const definition = `openapi: 3.0.1
paths:
  /items/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string, example: a b } }]
    get:
      parameters:
        - { name: page, in: query, example: 3 }
        - { name: other, in: query }
        - { name: X-Own, in: header, required: true, schema: { enum: [x, y] } }
    put:
      requestBody: { $ref: "#/components/requestBodies/Item" }
components:
  requestBodies:
    Item: { content: { application/json: { examples: { one: { value: { a: 1 } } } } } }
`;
    expect(read(definition)).toEqual([
      {
        method: "GET",
        path: "/items/a%20b",
        query: { page: "3" },
        headers: { "X-Own": "x" },
        weight: 1,
      },
      { method: "PUT", path: "/items/a%20b", body: { body: '{"a":1}', size: 7 }, weight: 1 },
    ]);
  });

  it("are asked for", () => {
    expect(() => read("nothing of that kind\n")).toThrow(/a HAR file, an access log/);
    expect(() => read("{ no")).toThrow(/requests/);
  });
});
