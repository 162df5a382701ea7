import type { Plain } from "@orrery/kernel";
import { memberOf, textSetting, type TriggerSource } from "../trigger-source.ts";

/** Amazon Bedrock: the function of an agent's action group. */
export const bedrockAgent: TriggerSource = {
  name: "bedrock-agent",
  noun: "action group of Bedrock",
  text: "Actions that an agent of Amazon Bedrock takes, by an API's operation or by a function's name. It waits for the response.",
  principal: "bedrock.amazonaws.com",
  settings: {
    agent: textSetting("The agent.", "AGENT12345"),
    actionGroup: textSetting("The action group.", "actions"),
    path: textSetting("The path of the operation.", "/orders/{id}"),
    method: textSetting("The method of the operation.", "GET"),
    function: textSetting("The function; empty: it is an operation.", ""),
    text: textSetting("What the user said.", "Where is my order?"),
  },
  invocationOf: () => "request",
  arnOf: ({ agent }, { partition, region, accountId }) =>
    `arn:${partition}:bedrock:${region}:${accountId}:agent/${String(agent)}`,
  eventOf({ values, id }): Plain {
    const action =
      values["function"] === ""
        ? {
            ...{ apiPath: values["path"]!, httpMethod: values["method"]! },
            requestBody: { content: { "application/json": { properties: [] } } },
          }
        : { function: values["function"]! };
    return {
      messageVersion: "1.0",
      agent: { name: "agent", id: values["agent"]!, alias: "TSTALIASID", version: "DRAFT" },
      ...{ inputText: values["text"]!, sessionId: id(), actionGroup: values["actionGroup"]! },
      ...action,
      parameters: [{ name: "id", type: "string", value: "1" }],
      sessionAttributes: {},
      promptSessionAttributes: {},
    };
  },
  usual(event) {
    const said = (name: string): Plain => memberOf(event, name) ?? null;
    const body = { body: "{}" };
    const response =
      memberOf(event, "function") === undefined
        ? {
            ...{ actionGroup: said("actionGroup"), apiPath: said("apiPath") },
            ...{ httpMethod: said("httpMethod"), httpStatusCode: 200 },
            responseBody: { "application/json": body },
          }
        : {
            ...{ actionGroup: said("actionGroup"), function: said("function") },
            functionResponse: { responseBody: { TEXT: body } },
          };
    return { messageVersion: "1.0", response };
  },
  verdictOn(answer) {
    const response = memberOf(answer, "response");
    if (memberOf(answer, "messageVersion") === undefined || response === undefined)
      return "invalid";
    const state = memberOf(memberOf(response, "functionResponse"), "responseState");
    return state === "FAILURE" ? "failed" : "succeeded";
  },
};
