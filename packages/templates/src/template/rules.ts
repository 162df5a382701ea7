import type { Rule } from "@orrery/aws";
import { ruleTable } from "../rule-table.ts";
import { returnRules } from "./return-rules.ts";

const guide = (page: string) =>
  ({
    status: "documented",
    source: `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/${page}.html`,
    date: "2026-11",
  }) as const;
const reference = (page: string) =>
  ({
    status: "documented",
    source: `https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/${page}.html`,
    date: "2026-11",
  }) as const;
const extensions = "3.1 Fn::Length, Fn::ToJsonString, Fn::ForEach";

const functions = ruleTable("cloudformation.function", reference("intrinsic-function-reference"), [
  ["ref", "Ref is the value of a parameter, or what a resource's type returns.", "3.1 Ref"],
  ["get-att", "Fn::GetAtt is an attribute of a resource.", "3.1 Fn::GetAtt [res, attr]"],
  ["sub", "Fn::Sub puts values into a text; ${!Name} is left as ${Name}.", "3.1 Fn::Sub"],
  ["join", "Fn::Join puts a delimiter between elements.", "3.1 Fn::Join [d, list]"],
  ["split", "Fn::Split keeps empty parts.", "3.1 Fn::Split [d, s]"],
  [
    "select",
    "Fn::Select counts from zero, and refuses a place that is not there.",
    "3.1 Fn::Select [i, list]",
  ],
  [
    "find-in-map",
    "Fn::FindInMap is the value of two keys, or with AWS::LanguageExtensions a default.",
    "3.1 Fn::FindInMap [map, k1, k2]",
  ],
  [
    "import-value",
    "Fn::ImportValue is an output that another stack of the Region exports.",
    "3.1 Fn::ImportValue",
  ],
  ["get-azs", "Fn::GetAZs is the zones of a Region.", "3.1 Fn::GetAZs region"],
  [
    "cidr",
    "Fn::Cidr is a list of 1 to 256 blocks of addresses.",
    "3.1 Fn::Cidr [block, count, bits]",
  ],
  ["base64", "Fn::Base64 is a text in base64.", "3.1 Fn::Base64"],
  [
    "transform",
    "Fn::Transform is what a macro makes; AWS::Include is taken in, and macros of an account are refused.",
    "3.1 Fn::Transform",
  ],
  ["and-or", "Fn::And and Fn::Or are of conditions.", "3.1 Fn::And / Fn::Or"],
  ["and-or-counts", "Fn::And and Fn::Or take two to ten conditions.", "3.1 Fn::And / Fn::Or"],
  [
    "conditions",
    "Fn::If takes one of two values by a condition; AWS::NoValue leaves out what it stands for.",
    "3.1 Fn::Not, Fn::Equals, Fn::If, Condition",
  ],
  [
    "language-extensions",
    "Fn::Length is how long a list is, and Fn::ToJsonString a value as JSON.",
    extensions,
  ],
  ["for-each", "Fn::ForEach writes out what it holds for each value.", extensions],
  ["needs-extensions", "These functions are refused without AWS::LanguageExtensions.", extensions],
  [
    "places",
    "Functions stand in properties, outputs, metadata and update policies, and no short form in another.",
    "3.1 ¶1",
  ],
  [
    "pseudo-parameters",
    "Pseudo parameters are those of the stack, its account, Region and partition.",
    "3.1 ¶2",
  ],
  [
    "dynamic-references",
    "A dynamic reference stands for what only a deployment knows; a template has 60 at most.",
    "0 cfn.dynamicReferences",
  ],
]);

const counts = "0 cfn.resources / parameters / outputs / mappings";
const quotas = ruleTable("cloudformation.quota", guide("cloudformation-limits"), [
  ["resources", "A template has 500 resources at most.", counts],
  ["parameters", "A template has 200 parameters at most.", counts],
  ["mappings", "A template has 200 mappings at most.", counts],
  ["outputs", "A template has 200 outputs at most.", counts],
  [
    "body",
    "A template has 1 MB at most, as it may in S3, where sam deploy and cdk deploy put it; a request brings 51,200 bytes.",
    "0 cfn.templateBody",
  ],
  ["parameter-value", "The value of a parameter has 4,096 bytes at most.", "0 cfn.parameterValue"],
  [
    "nested-resources",
    "One operation makes 2,500 resources at most, with those of nested stacks.",
    "0 cfn.nestedStackOperation",
  ],
]);

const updates = [
  ...ruleTable("cloudformation.order", guide("resource-import-dependencies"), [
    [
      "edges",
      "Resources wait for what they name by Ref, Fn::GetAtt, Fn::Sub and DependsOn; a circle is refused.",
      "3.2.1",
    ],
    [
      "conditions",
      "A resource whose condition is false is not made, and removed by an update; mappings have two keys.",
      "3.2.2",
    ],
  ]),
  ...ruleTable("cloudformation.update", guide("using-cfn-updating-stacks-update-behaviors"), [
    [
      "kinds",
      "An update changes a resource in place, with or without interruption, or makes another and removes the old one in the end.",
      "3.2.3",
    ],
    [
      "rollback",
      "Where a step fails, all that was done is taken back, in the opposite order.",
      "3.2.4",
    ],
    ["version", "A version is published under a new logical id alone.", "3.2.6"],
    [
      "alias-policy",
      "CodeDeployLambdaAliasUpdate has CodeDeploy shift an alias to another version, and the update waits for it.",
      "3.2.7",
    ],
  ]),
  ...ruleTable("cloudformation.code", reference("aws-properties-lambda-function-code"), [
    [
      "changes",
      "Code is updated when its key, object version, image or inline text changes, and not when what lies there does.",
      "3.2.5",
    ],
    [
      "inline",
      "Inline code is for Node.js and Python, and is the file index; in Node.js it is CommonJS.",
      "0 cfn.lambda.ZipFile inline",
      "3.2.5",
    ],
  ]),
];

const customResources = ruleTable(
  "cloudformation.custom",
  reference("aws-resource-cloudformation-customresource"),
  [
    [
      "request",
      "A custom resource sends its request, with every value as a text, to the function or topic of its ServiceToken.",
      "3.4.1",
    ],
    ["topic", "Whoever hears of a topic may answer for a custom resource.", "3.4.1"],
    [
      "answer",
      "An answer has a Status, an id, and as attributes its Data; with FAILED, no Status or above 4,096 bytes the stack fails.",
      "3.4.2",
      "0 cfn.customResource.response",
    ],
    [
      "update",
      "Another property sends Update with the id and the properties before; the update waits for the answer.",
      "3.4.1",
    ],
    [
      "added-and-removed",
      "A custom resource that an update adds is asked to Create, and one that it removes to Delete.",
      "3.4.1",
    ],
    [
      "moved",
      "Another id in the answer to Update sends Delete for the old one, in the end.",
      "3.4.3",
    ],
    ["failed", "An answer of FAILED rolls the update back, which sends Update again.", "3.4.3"],
    [
      "timeout",
      "Without an answer within ServiceTimeout, an hour at most, the step has failed.",
      "3.4.3",
      "0 cfn.customResource.ServiceTimeout",
    ],
    [
      "retries",
      "Requests are asynchronous invocations: a function that fails is tried twice more.",
      "3.4.4",
    ],
  ],
);

/** The rules of CloudFormation that templates follow; the test of each bears its id. */
export const cloudformationRules: readonly Rule[] = [
  ...functions,
  ...quotas,
  ...updates,
  ...customResources,
  ...returnRules,
];
