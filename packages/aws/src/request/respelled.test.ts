import { expect, it } from "vitest";
import { ApiModel } from "./api-model.ts";
import { respelled } from "./respelled.ts";

const model = new ApiModel(
  JSON.stringify({
    protocol: "json",
    operations: { Make: { input: "Request" } },
    shapes: {
      Request: { type: "structure", members: { Network: "Network", Items: "Items", Tags: "Tags" } },
      Network: { type: "structure", members: { awsvpc: "Vpc", ID: "string" } },
      Vpc: { type: "structure", members: { Subnets: "any" } },
      Items: { type: "list", member: "Vpc" },
      Tags: { type: "map", key: "string", value: "Vpc" },
    },
    errors: {},
    waiters: {},
  }),
);

it("spells members as the API does, at any depth", () => {
  const params = {
    Network: { Awsvpc: { subnets: ["a"] }, Id: "1" },
    Items: [{ SUBNETS: 1 }],
    Tags: { subnets: { subnets: 2 } },
  };
  expect(respelled(model, "Make", params)).toEqual({
    Network: { awsvpc: { Subnets: ["a"] }, ID: "1" },
    Items: [{ Subnets: 1 }],
    Tags: { subnets: { Subnets: 2 } },
  });
});

it("leaves what it does not know, and what is given under the right name, too", () => {
  const params = { Network: { other: 1, ID: "1", id: "2" }, Own: { a: 1 } };
  expect(respelled(model, "Make", params)).toEqual(params);
  expect(respelled(model, "Other", params)).toEqual(params);
});
