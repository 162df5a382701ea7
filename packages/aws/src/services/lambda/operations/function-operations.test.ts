import { createHash } from "node:crypto";
import { ConfigError, hours, milliseconds, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { functionParams, LambdaAccount } from "../../../../test/lambda-account.ts";
import type { FunctionSettings } from "../config.ts";

const arn = "arn:aws:lambda:us-east-1:123456789012:function:worker";
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const notFound = (name: string) => `ResourceNotFoundException: Function not found: ${name}`;
const settingsIn = (account: LambdaAccount) =>
  account.simulation.settingsOf("lambda.function:worker") as FunctionSettings;

describe("CreateFunction", () => {
  it("lambda.function.pending-then-active: says that the function is on its way", () => {
    const account = new LambdaAccount({ startsAt: "2026-11-23T09:00:00Z" });
    const made = account.create({ Environment: { Variables: {} } });
    expect(made).toEqual({
      Architectures: ["x86_64"],
      CodeSha256: expect.any(String),
      CodeSize: 0,
      Description: "",
      Environment: { Variables: {} },
      EphemeralStorage: { Size: 512 },
      FunctionArn: arn,
      FunctionName: "worker",
      Handler: "index.handler",
      LastModified: "2026-11-23T09:00:00.000+0000",
      LoggingConfig: { LogFormat: "Text", LogGroup: "/aws/lambda/worker" },
      MemorySize: 128,
      PackageType: "Zip",
      RevisionId: expect.stringMatching(uuid),
      Role: "arn:aws:iam::123456789012:role/worker",
      Runtime: "nodejs22.x",
      RuntimeVersionConfig: {
        RuntimeVersionArn: expect.stringMatching(
          /^arn:aws:lambda:us-east-1::runtime:[0-9a-f]{64}$/,
        ),
      },
      SnapStart: { ApplyOn: "None", OptimizationStatus: "Off" },
      State: "Pending",
      StateReason: "The function is being created.",
      StateReasonCode: "Creating",
      Timeout: 3,
      TracingConfig: { Mode: "PassThrough" },
      Version: "$LATEST",
    });
    const { State: _, StateReason: __, StateReasonCode: ___, ...rest } = made;
    expect(account.call("GetFunctionConfiguration", { FunctionName: "worker" })).toEqual({
      ...rest,
      RevisionId: expect.stringMatching(uuid),
      State: "Active",
      LastUpdateStatus: "Successful",
    });
  });

  it("lambda.function.defaults: takes AWS's defaults, and the settings that are given", () => {
    const account = new LambdaAccount();
    account.create();
    expect(settingsIn(account)).toMatchObject({
      name: "worker",
      arn,
      runtime: "nodejs22.x",
      architecture: "x86_64",
      packageType: "Zip",
      memorySize: 128,
      timeout: seconds(3),
      ephemeralStorage: 512,
      reservedConcurrency: null,
      revision: 1,
    });
    const other = new LambdaAccount();
    other.create({
      Runtime: "java21",
      Architectures: ["arm64"],
      MemorySize: 10_240,
      Timeout: 900,
      EphemeralStorage: { Size: 512 },
      Tags: { team: "blue" },
      Layers: ["arn:aws:lambda:us-east-1:017000801446:layer:base:1"],
      VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
      SnapStart: { ApplyOn: "PublishedVersions" },
      LoggingConfig: { LogFormat: "JSON" },
      TracingConfig: { Mode: "Active" },
      DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:123456789012:dead" },
    });
    expect(settingsIn(other)).toMatchObject({
      runtime: "java21",
      architecture: "arm64",
      memorySize: 10_240,
      timeout: seconds(900),
      ephemeralStorage: 512,
    });
    const encrypted = (params: { readonly [key: string]: unknown }) => {
      const account = new LambdaAccount();
      account.create({ KMSKeyArn: "arn:aws:kms:us-east-1:123456789012:key/a", ...params });
      return settingsIn(account);
    };
    expect(encrypted({})).toMatchObject({ decryptsVariables: false });
    expect(encrypted({ Environment: { Variables: { KEY: "b" } } })).toMatchObject({
      decryptsVariables: true,
    });
    const large = new LambdaAccount();
    large.create({ EphemeralStorage: { Size: 10_240 } });
    expect(settingsIn(large)).toMatchObject({ ephemeralStorage: 10_240 });
    expect(other.call("GetFunction", { FunctionName: "worker" })).toMatchObject({
      Tags: { team: "blue" },
      Code: { RepositoryType: "S3", Location: expect.stringContaining("worker") },
      Configuration: {
        Layers: [{ Arn: "arn:aws:lambda:us-east-1:017000801446:layer:base:1", CodeSize: 0 }],
        VpcConfig: { SubnetIds: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
        SnapStart: { ApplyOn: "PublishedVersions", OptimizationStatus: "Off" },
        LoggingConfig: { LogFormat: "JSON", LogGroup: "/aws/lambda/worker" },
        TracingConfig: { Mode: "Active" },
        DeadLetterConfig: { TargetArn: "arn:aws:sqs:us-east-1:123456789012:dead" },
      },
    });
  });

  it("lambda.image.config: what is started in an image is kept and shown, up to 1,500 words", () => {
    const image = {
      PackageType: "Image",
      Runtime: undefined,
      Handler: undefined,
      Code: { ImageUri: "123456789012.dkr.ecr.us-east-1.amazonaws.com/worker:1" },
    };
    const ImageConfig = { Command: ["app.handler"], WorkingDirectory: "/var/task" };
    const account = new LambdaAccount();
    account.create({ ...image, ImageConfig });
    const FunctionName = "worker";
    const shown = () => account.call("GetFunctionConfiguration", { FunctionName });
    expect(shown()).toMatchObject({ ImageConfigResponse: { ImageConfig } });
    const EntryPoint = Array.from({ length: 1_501 }, () => "x");
    expect(
      account.refusal("UpdateFunctionConfiguration", { FunctionName, ImageConfig: { EntryPoint } }),
    ).toMatch(/^ValidationException: .*length less than or equal to 1500/);
    const ImageUri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/worker:2";
    account.call("UpdateFunctionCode", { FunctionName, ImageUri });
    expect(account.call("GetFunction", { FunctionName })).toMatchObject({ Code: { ImageUri } });
    expect(shown()).toMatchObject({ ImageConfigResponse: { ImageConfig } });
  });

  it("makes a function of an image, without a runtime", () => {
    const account = new LambdaAccount();
    const ImageUri = "123456789012.dkr.ecr.us-east-1.amazonaws.com/worker:1";
    account.create({
      PackageType: "Image",
      Runtime: undefined,
      Handler: undefined,
      Code: { ImageUri },
    });
    expect(settingsIn(account)).toMatchObject({ packageType: "Image", runtime: null });
    expect(account.call("GetFunction", { FunctionName: "worker" })["Code"]).toEqual({
      RepositoryType: "ECR",
      ImageUri,
      ResolvedImageUri: ImageUri,
    });
  });

  it.each([
    [
      { Timeout: 0 },
      "Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
    ],
    [
      { Timeout: 901 },
      "Value '901' at 'timeout' failed to satisfy constraint: Member must have value less than or equal to 900",
    ],
    [
      { MemorySize: 127 },
      "Value '127' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
    ],
    [
      { MemorySize: 10_241 },
      "Value '10241' at 'memorySize' failed to satisfy constraint: Member must have value less than or equal to 10240",
    ],
    [
      { EphemeralStorage: { Size: 511 } },
      "Value '511' at 'ephemeralStorage.size' failed to satisfy constraint: Member must have value greater than or equal to 512",
    ],
    [
      { PackageType: "Jar" },
      "Value 'Jar' at 'packageType' failed to satisfy constraint: Member must satisfy enum value set: [Image, Zip]",
    ],
    [
      { Code: undefined },
      "Value null at 'code' failed to satisfy constraint: Member must not be null",
    ],
    [
      { Role: undefined },
      "Value null at 'role' failed to satisfy constraint: Member must not be null",
    ],
    [
      { Role: "r1" },
      String.raw`Value 'r1' at 'role' failed to satisfy constraint: Member must satisfy regular expression pattern: arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role/?[a-zA-Z_0-9+=,.@\-_/]+`,
    ],
    [
      { Handler: "in dex" },
      String.raw`Value 'in dex' at 'handler' failed to satisfy constraint: Member must satisfy regular expression pattern: [^\s]+`,
    ],
    [
      { Description: "x".repeat(257) },
      `Value '${"x".repeat(257)}' at 'description' failed to satisfy constraint: Member must have length less than or equal to 256`,
    ],
  ])("lambda.function.ranges: refuses %o", (params, message) => {
    const refusal = new LambdaAccount().refusal("CreateFunction", { ...functionParams, ...params });
    expect(refusal).toBe(`ValidationException: 1 validation error detected: ${message}`);
  });

  it("names all violations at once, and refuses wrong types before", () => {
    const account = new LambdaAccount();
    expect(
      account.refusal("CreateFunction", { ...functionParams, Timeout: 0, MemorySize: 1 }),
    ).toBe(
      "ValidationException: 2 validation errors detected: " +
        "Value '1' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128; " +
        "Value '0' at 'timeout' failed to satisfy constraint: Member must have value greater than or equal to 1",
    );
    expect(account.refusal("CreateFunction", { ...functionParams, Timeout: "3" })).toBe(
      "SerializationException: STRING_VALUE can not be converted to an Integer",
    );
  });

  it("lambda.function.architectures: takes one of two", () => {
    const account = new LambdaAccount();
    const refused = (...Architectures: string[]) =>
      account.refusal("CreateFunction", { ...functionParams, Architectures });
    expect(refused("arm64", "x86_64")).toBe(
      "ValidationException: 1 validation error detected: Value '[arm64, x86_64]' at 'architectures' failed to satisfy constraint: Member must have length less than or equal to 1",
    );
    expect(refused("riscv")).toBe(
      "ValidationException: 1 validation error detected: Value '[riscv]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64], Member must not be null]",
    );
  });

  it("lambda.function.runtime: refuses runtimes that never were, and zip packages without one", () => {
    const account = new LambdaAccount();
    const refused = (Runtime: string | undefined) =>
      account.refusal("CreateFunction", { ...functionParams, Runtime });
    expect(refused("cobol85")).toMatch(
      /^InvalidParameterValueException: Value cobol85 at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: \[nodejs24\.x, .*\] or be a valid ARN$/,
    );
    expect(refused(undefined)).toBe(
      "InvalidParameterValueException: Runtime and Handler are mandatory parameters for functions created with deployment packages.",
    );
  });

  it("lambda.function.former-runtimes: takes runtimes that AWS has given up, at any date", () => {
    const account = new LambdaAccount({ asOf: "2019-06-01" });
    expect(account.create({ Runtime: "nodejs8.10" })["Runtime"]).toBe("nodejs8.10");
  });

  it("lambda.function.environment-variables: bounds their size, their names, and keeps its own", () => {
    const account = new LambdaAccount();
    const refused = (Variables: Record<string, string>) =>
      account.refusal("CreateFunction", { ...functionParams, Environment: { Variables } });
    const cannot =
      "InvalidParameterValueException: Lambda was unable to configure your environment variables because the environment variables you have provided";
    // {"KEY":"…"} has 10 bytes besides the value.
    const largest = "x".repeat(4_086);
    account.create({ Environment: { Variables: { KEY: largest } } });
    expect(refused({ KEY: `${largest}x` })).toBe(
      `${cannot} exceeded the 4KB limit. String measured: {"KEY":"${largest}x"}`,
    );
    expect(refused({ AWS_REGION: "mars-1" })).toBe(
      `${cannot} contains reserved keys that are currently not supported for modification. Reserved keys used in this request: AWS_REGION`,
    );
    expect(refused({ "1ST": "a" })).toBe(
      "ValidationException: 1 validation error detected: Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
    );
  });

  it("lambda.function.layers-limit: refers to five layers at most", () => {
    const layer = "arn:aws:lambda:us-east-1:123456789012:layer:shared";
    const Layers = Array.from({ length: 6 }, (_, number) => `${layer}:${number}`);
    expect(new LambdaAccount().refusal("CreateFunction", { ...functionParams, Layers })).toBe(
      "InvalidParameterValueException: Cannot reference more than 5 layers.",
    );
  });

  it("lambda.function.already-exists: refuses a name that is taken", () => {
    const account = new LambdaAccount();
    account.create();
    const error = account.error("CreateFunction", { ...functionParams, FunctionName: arn });
    expect(error).toMatchObject({
      code: "ResourceConflictException",
      message: "Function already exist: worker",
      httpStatus: 409,
      details: { Type: "User" },
    });
  });

  it("lambda.function.code-digest: gives size and SHA-256 of the package", () => {
    const account = new LambdaAccount();
    const ZipFile = Uint8Array.from({ length: 1_000 }, (_, place) => place % 251);
    const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("base64");
    expect(account.create({ Code: { ZipFile } })).toMatchObject({
      CodeSize: 1_000,
      CodeSha256: sha256(ZipFile),
    });
    const other = Uint8Array.of(1, 2, 3);
    const update = { FunctionName: "worker", ZipFile: other };
    expect(account.call("UpdateFunctionCode", { ...update, DryRun: true })).toMatchObject({
      CodeSha256: sha256(other),
    });
    expect(account.call("GetFunctionConfiguration", { FunctionName: "worker" })).toMatchObject({
      CodeSha256: sha256(ZipFile),
    });
    expect(account.call("UpdateFunctionCode", update)).toMatchObject({ CodeSize: 3 });
    // Of code in a bucket only the place is known.
    const inBucket = { S3Bucket: "code", S3Key: "worker.zip" };
    const placed = account.create({ FunctionName: "placed", Code: inBucket });
    expect(account.create({ FunctionName: "same", Code: inBucket })["CodeSha256"]).toBe(
      placed["CodeSha256"],
    );
  });

  it("lambda.function.code-source: takes code that fits the package type, up to the request limit", () => {
    const account = new LambdaAccount();
    const refused = (Code: Record<string, string>, PackageType = "Zip") =>
      account.refusal("CreateFunction", { ...functionParams, PackageType, Code });
    expect(refused({})).toBe(
      "InvalidParameterValueException: Please provide a source for function code.",
    );
    expect(refused({ ImageUri: "a" })).toMatch(/^InvalidParameterValueException: Please don't/);
    expect(refused({ ZipFile: "" }, "Image")).toMatch(/^InvalidParameterValueException: Please/);
    expect(refused({ ZipFile: "", S3Bucket: "code" })).toBe(
      "InvalidParameterValueException: Please do not provide other FunctionCode parameters when providing a ZipFile.",
    );
    expect(refused({ ZipFile: "x".repeat(70_167_212) })).toBe(
      "RequestEntityTooLargeException: Request must be smaller than 70167211 bytes for the CreateFunction operation",
    );
    account.create();
    expect(account.refusal("UpdateFunctionCode", { FunctionName: "worker", ImageUri: "a" })).toBe(
      "InvalidParameterValueException: Please don't provide ImageUri when updating a function with packageType Zip.",
    );
  });

  it("refuses a behavior that is none, as a mistake of the caller's", () => {
    const account = new LambdaAccount();
    const profile = functionParams["Behavior"] as Record<string, object>;
    expect(() => account.create({ Behavior: { type: "magic" } })).toThrow(ConfigError);
    expect(() => account.create({ Behavior: { ...profile, failures: 2 } })).toThrow(
      'function "worker" behavior failures: expected a share from 0 to 1, received 2',
    );
    const backwards = { type: "uniform", min: 2, max: 1 };
    expect(() => account.create({ Behavior: { ...profile, duration: backwards } })).toThrow(
      /function "worker" behavior duration/,
    );
  });
});

describe("names of functions", () => {
  it("lambda.function.name-forms: takes name, partial ARN and ARN, with a qualifier or without", () => {
    const account = new LambdaAccount();
    account.create();
    for (const name of ["worker", "123456789012:function:worker", "function:worker", arn]) {
      const read = account.call("GetFunctionConfiguration", { FunctionName: name });
      expect(read["FunctionArn"]).toBe(arn);
      const latest = account.call("GetFunctionConfiguration", { FunctionName: `${name}:$LATEST` });
      expect(latest["FunctionArn"]).toBe(`${arn}:$LATEST`);
    }
    const Qualifier = "$LATEST";
    expect(
      account.call("GetFunction", { FunctionName: "worker", Qualifier })["Configuration"],
    ).toMatchObject({ FunctionArn: `${arn}:$LATEST` });
  });

  it("lambda.function.name-pattern: refuses what is none of these, and names above 64 letters", () => {
    const account = new LambdaAccount();
    const pattern = (letters: string, latest: string) =>
      String.raw`(arn:(aws[a-zA-Z-]*)?:lambda:)?((eusc-)?[a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\d{1}:)?(\d{12}:)?(function:)?(${letters})(:(${latest}|[a-zA-Z0-9-_]+))?`;
    const violation = (name: string, ofPattern: string) =>
      `Value '${name}' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: ${ofPattern}`;
    const one = "ValidationException: 1 validation error detected: ";
    const namespaced = pattern(String.raw`[a-zA-Z0-9-_\.]+`, String.raw`\$LATEST(\.PUBLISHED)?`);
    const plainly = pattern("[a-zA-Z0-9-_]+", String.raw`\$LATEST`);
    for (const operation of ["Invoke", "GetFunction", "DeleteFunction"]) {
      expect(account.refusal(operation, { FunctionName: "no way" })).toBe(
        one + violation("no way", namespaced),
      );
      // Up to 256 letters a name may have here, and points.
      const name = `a.${"b".repeat(198)}`;
      expect(account.refusal(operation, { FunctionName: name })).toMatch(/^ResourceNotFound/);
      expect(account.refusal(operation, { FunctionName: "b".repeat(257) })).toBe(
        `${one}Value '${"b".repeat(257)}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 256`,
      );
      expect(account.refusal(operation, { FunctionName: "no way", Qualifier: "no!" })).toBe(
        String.raw`ValidationException: 2 validation errors detected: Value 'no!' at 'qualifier' failed to satisfy constraint: Member must satisfy regular expression pattern: \$(LATEST(\.PUBLISHED)?)|[a-zA-Z0-9-_$]+; ` +
          violation("no way", namespaced),
      );
    }
    expect(account.refusal("PutFunctionConcurrency", { FunctionName: "a.b" })).toMatch(
      /^ValidationException: 2 validation errors detected: .*functionName/,
    );
    expect(
      account.refusal("CreateFunction", { ...functionParams, FunctionName: `${arn}:prod` }),
    ).toBe(one + violation(`${arn}:prod`, plainly));
    const long = "w".repeat(65);
    expect(account.refusal("CreateFunction", { ...functionParams, FunctionName: long })).toBe(
      `InvalidParameterValueException: 1 validation error detected: Value '${long}' at 'functionName' failed to satisfy constraint: Member must have length less than or equal to 64`,
    );
    expect(account.refusal("GetFunction")).toBe(
      "ValidationException: 1 validation error detected: Value null at 'functionName' failed to satisfy constraint: Member must not be null",
    );
  });

  it("finds the Region in ARNs of every partition", () => {
    for (const [partition, region] of [
      ["aws-us-gov", "us-gov-west-1"],
      ["aws-iso-b", "us-isob-east-1"],
      ["aws-cn", "cn-north-1"],
      ["aws-eusc", "eusc-de-east-1"],
    ]) {
      const far = `arn:${partition}:lambda:${region}:123456789012:function:worker`;
      expect(new LambdaAccount().refusal("GetFunction", { FunctionName: far })).toBe(
        `ResourceNotFoundException: Functions from '${region}' are not reachable in this region ('us-east-1')`,
      );
    }
  });

  it("lambda.function.other-region: does not reach functions of other Regions", () => {
    const far = "arn:aws:lambda:eu-west-1:123456789012:function:worker";
    for (const operation of ["GetFunction", "Invoke", "DeleteFunction", "GetFunctionConcurrency"]) {
      expect(new LambdaAccount().refusal(operation, { FunctionName: far })).toBe(
        "ResourceNotFoundException: Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
      );
    }
  });

  it("lambda.function.other-account: is denied functions of other accounts", () => {
    const theirs = "arn:aws:lambda:us-east-1:222222222222:function:worker";
    const error = new LambdaAccount().error("GetFunction", { FunctionName: theirs });
    expect(error).toMatchObject({ code: "AccessDeniedException", httpStatus: 403 });
  });

  it("lambda.function.qualifier-mismatch: refuses two qualifiers that differ", () => {
    const params = { FunctionName: `${arn}:1`, Qualifier: "$LATEST" };
    for (const operation of ["GetFunction", "GetFunctionConfiguration", "DeleteFunction"]) {
      expect(new LambdaAccount().refusal(operation, params)).toBe(
        "InvalidParameterValueException: The derived qualifier from the function name does not match the specified qualifier.",
      );
    }
  });

  it("lambda.function.not-found: names what is not there, with the qualifier that was asked for", () => {
    const account = new LambdaAccount();
    expect(account.error("GetFunction", { FunctionName: "worker" })).toMatchObject({
      code: "ResourceNotFoundException",
      message: `Function not found: ${arn}`,
      httpStatus: 404,
      details: { Type: "User", Message: `Function not found: ${arn}` },
    });
    account.create();
    for (const operation of ["GetFunction", "GetFunctionConfiguration", "Invoke"]) {
      expect(account.refusal(operation, { FunctionName: "worker", Qualifier: "1221" })).toBe(
        notFound(`${arn}:1221`),
      );
    }
  });
});

describe("changes of functions", () => {
  it("lambda.function.update-in-progress: says that a change is on its way, and then that it is done", () => {
    const account = new LambdaAccount();
    account.create({ Timeout: 5, Environment: { Variables: { STAGE: "a" } } });
    account.advance(hours(1));
    const change = { MemorySize: 512, Timeout: 10, Runtime: "nodejs24.x", Description: "changed" };
    const updated = account.call("UpdateFunctionConfiguration", {
      FunctionName: "worker",
      ...change,
    });
    expect(updated).toMatchObject({
      ...change,
      Environment: { Variables: { STAGE: "a" } },
      LastModified: "2026-01-01T01:00:00.000+0000",
      State: "Active",
      LastUpdateStatus: "InProgress",
      LastUpdateStatusReason: "The function is being created.",
      LastUpdateStatusReasonCode: "Creating",
    });
    account.advance();
    const read = account.call("GetFunctionConfiguration", { FunctionName: "worker" });
    expect(read).toMatchObject({ ...change, LastUpdateStatus: "Successful" });
    expect(read).not.toHaveProperty("LastUpdateStatusReason");
    expect(settingsIn(account)).toMatchObject({
      memorySize: 512,
      timeout: seconds(10),
      runtime: "nodejs24.x",
      revision: 2,
    });
  });

  it("lambda.function.revision-id: gives each change, and the end of each, a revision of its own", () => {
    const account = new LambdaAccount();
    const read = () =>
      account.call("GetFunctionConfiguration", { FunctionName: "worker" })["RevisionId"];
    const seen = [account.create()["RevisionId"], read()];
    for (const [operation, change] of [
      ["UpdateFunctionConfiguration", { Description: "1" }],
      ["UpdateFunctionConfiguration", { Description: "1" }],
      ["UpdateFunctionCode", { ZipFile: "" }],
    ] as const) {
      seen.push(account.call(operation, { FunctionName: "worker", ...change })["RevisionId"]);
      account.advance();
      seen.push(read(), read());
    }
    expect(new Set(seen).size).toBe(8);
  });

  it("lambda.function.revision-mismatch: refuses a change of a revision that is not the last", () => {
    const account = new LambdaAccount();
    const pending = account.create()["RevisionId"];
    const { RevisionId } = account.call("GetFunctionConfiguration", { FunctionName: "worker" });
    const params = { FunctionName: "worker", Description: "new" };
    expect(
      account.error("UpdateFunctionConfiguration", { ...params, RevisionId: pending }),
    ).toMatchObject({
      code: "PreconditionFailedException",
      message:
        "The Revision Id provided does not match the latest Revision Id. Call the GetFunction/GetAlias API to retrieve the latest Revision Id",
      httpStatus: 412,
    });
    account.call("UpdateFunctionConfiguration", { ...params, RevisionId });
    account.advance();
    expect(
      account.refusal("UpdateFunctionCode", { FunctionName: "worker", ZipFile: "", RevisionId }),
    ).toMatch(/^PreconditionFailedException/);
  });

  it("retires environments, so that the next invocation starts cold", () => {
    const account = new LambdaAccount();
    account.create();
    const coldStarts = () =>
      account.simulation.metersOf("lambda.function:worker")["ColdStarts"]!.sum;
    account.call("Invoke", { FunctionName: "worker" });
    account.call("Invoke", { FunctionName: "worker" });
    expect(coldStarts()).toBe(1);
    account.call("UpdateFunctionConfiguration", { FunctionName: "worker", Timeout: 6 });
    account.call("Invoke", { FunctionName: "worker" });
    expect(coldStarts()).toBe(2);
  });

  it("takes another behavior with other code", () => {
    const account = new LambdaAccount();
    account.create();
    const Behavior = { ...(functionParams["Behavior"] as object), response: "new" };
    account.call("UpdateFunctionCode", { FunctionName: "worker", ZipFile: "", Behavior });
    account.advance();
    expect(account.call("Invoke", { FunctionName: "worker" })["Payload"]).toBe('"new"');
    account.call("UpdateFunctionCode", { FunctionName: "worker", ZipFile: "" });
    expect(account.call("Invoke", { FunctionName: "worker" })["Payload"]).toBe('"new"');
  });

  it("checks changes as it checks new functions", () => {
    const account = new LambdaAccount();
    account.create();
    const refused = (params: Record<string, number | object>) =>
      account.refusal("UpdateFunctionConfiguration", {
        FunctionName: "worker",
        ...(params as Record<string, number>),
      });
    expect(refused({ Timeout: 901 })).toMatch(/^ValidationException/);
    expect(refused({ Environment: { Variables: { AWS_REGION: "x" } } })).toMatch(/reserved keys/);
    expect(account.refusal("UpdateFunctionCode", { FunctionName: "worker" })).toMatch(
      /provide a source/,
    );
    expect(account.refusal("UpdateFunctionConfiguration", { FunctionName: "absent" })).toBe(
      notFound(arn.replace("worker", "absent")),
    );
  });
});

describe("DeleteFunction", () => {
  it("lambda.function.delete: deletes it for good, and knows no versions", () => {
    const account = new LambdaAccount();
    account.create();
    expect(
      account.refusal("DeleteFunction", { FunctionName: "worker", Qualifier: "$LATEST" }),
    ).toBe(
      "InvalidParameterValueException: $LATEST version cannot be deleted without deleting the function.",
    );
    // A version that is not there is deleted any number of times.
    const version = { FunctionName: "worker", Qualifier: "1233" };
    expect(account.call("DeleteFunction", version)).toEqual({ StatusCode: 204 });
    expect(account.call("DeleteFunction", version)).toEqual({ StatusCode: 204 });
    expect(account.call("DeleteFunction", { FunctionName: "worker" })).toEqual({ StatusCode: 204 });
    expect(account.refusal("DeleteFunction", { FunctionName: "worker" })).toBe(notFound(arn));
    expect(account.refusal("DeleteFunction", version)).toBe(notFound(arn));
    expect(account.refusal("Invoke", { FunctionName: "worker" })).toBe(notFound(`${arn}:$LATEST`));
    expect(account.create()["State"]).toBe("Pending");
    expect(account.call("Invoke", { FunctionName: "worker" })["StatusCode"]).toBe(200);
  });

  it("lambda.function.delete-refuses-running: refuses invocations that run, and frees what they held", () => {
    const account = new LambdaAccount();
    account.create();
    const running = account.invoke();
    account.advance(milliseconds(1));
    expect(account.simulation.gaugesOf("lambda.account:123456789012")).toMatchObject({
      UnreservedConcurrencyInUse: 1,
    });
    account.call("DeleteFunction", { FunctionName: "worker" });
    account.advance();
    expect(running.outcome).toMatchObject({
      type: "refused",
      code: "ResourceNotFoundException",
      message: `Function not found: ${arn}:$LATEST`,
    });
    expect(account.simulation.gaugesOf("lambda.account:123456789012")).toMatchObject({
      UnreservedConcurrencyInUse: 0,
    });
  });

  it("is asked twice at one instant, and answers both", () => {
    const account = new LambdaAccount();
    account.create();
    const client = account.simulation.client();
    const deletions = ["1", "2"].map(() =>
      client.begin("lambda", "DeleteFunction", { FunctionName: "worker" }),
    );
    account.advance();
    expect(deletions.map(({ outcome }) => outcome?.type)).toEqual(["called", "refused"]);
  });

  it("gives the function's reservation back", () => {
    const account = new LambdaAccount();
    account.create();
    account.call("PutFunctionConcurrency", {
      FunctionName: "worker",
      ReservedConcurrentExecutions: 900,
    });
    account.call("DeleteFunction", { FunctionName: "worker" });
    account.advance();
    expect(account.call("GetAccountSettings")).toMatchObject({
      AccountLimit: { UnreservedConcurrentExecutions: 1_000 },
      AccountUsage: { FunctionCount: 0 },
    });
    expect(account.simulation.gaugesOf("lambda.account:123456789012")).toMatchObject({
      UnreservedConcurrencyLimit: 1_000,
    });
  });
});

describe("ListFunctions", () => {
  it("lambda.function.list-pages: lists 50 at most in the order of their making, page by page", () => {
    const account = new LambdaAccount();
    const names = Array.from({ length: 120 }, (_, number) => `fn-${number}`);
    for (const FunctionName of names) account.create({ FunctionName });
    const listed: unknown[] = [];
    const sizes: number[] = [];
    let Marker: string | undefined;
    do {
      const page = account.call("ListFunctions", { Marker });
      const functions = page["Functions"] as { FunctionName: string }[];
      sizes.push(functions.length);
      listed.push(...functions.map(({ FunctionName }) => FunctionName));
      Marker = page["NextMarker"] as string | undefined;
    } while (Marker !== undefined);
    expect(sizes).toEqual([50, 50, 20]);
    expect(listed).toEqual(names);
    expect(account.call("ListFunctions", { MaxItems: 3 })["Functions"]).toHaveLength(3);
    expect(account.refusal("ListFunctions", { MaxItems: 0 })).toMatch(/^ValidationException/);
  });

  it("leaves out a function that is being deleted", () => {
    const account = new LambdaAccount();
    account.create({ FunctionName: "first" });
    account.create({ FunctionName: "second" });
    account.simulation.tell("aws.control", {
      type: "call",
      service: "lambda",
      operation: "DeleteFunction",
      params: { FunctionName: "first" },
    } as never);
    const listed = account.call("ListFunctions")["Functions"];
    expect(listed).toMatchObject([{ FunctionName: "second" }]);
  });

  it("says nothing of states, and names the versions of all where asked", () => {
    const account = new LambdaAccount();
    account.create();
    const [listed] = account.call("ListFunctions")["Functions"] as [object];
    expect(listed).toMatchObject({ FunctionArn: arn, Timeout: 3 });
    expect(Object.keys(listed)).not.toEqual(expect.arrayContaining(["State"]));
    const [version] = account.call("ListFunctions", { FunctionVersion: "ALL" })["Functions"] as [
      object,
    ];
    expect(version).toMatchObject({ FunctionArn: `${arn}:$LATEST`, Version: "$LATEST" });
  });
});
