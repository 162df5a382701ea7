import { beforeEach, describe, expect, it } from "vitest";
import { bucketCharges } from "../pricing.ts";
import { S3Account } from "../test/s3-account.ts";

const Bucket = "uploads";
let account = new S3Account();
beforeEach(() => {
  account = new S3Account();
  account.bucket();
});

describe("buckets", () => {
  it("s3.bucket.names: they are as AWS takes them", () => {
    for (const name of ["ab", "Upper", "a..b", "192.168.5.4", "-a-", "a".repeat(64), "xn--a"]) {
      expect(account.code("CreateBucket", { Bucket: name })).toBe("InvalidBucketName");
    }
    // In the first Region, whoever has it is told that all is well.
    expect(account.call("CreateBucket", { Bucket })).toEqual({
      Location: "/uploads",
      BucketArn: "arn:aws:s3:::uploads",
    });
    const elsewhere = new S3Account({ region: "eu-west-1" });
    const here = { CreateBucketConfiguration: { LocationConstraint: "eu-west-1" } };
    expect(elsewhere.code("CreateBucket", { Bucket })).toBe("IllegalLocationConstraintException");
    elsewhere.bucket(Bucket, here);
    expect(elsewhere.refusal("CreateBucket", { Bucket, ...here })).toMatchObject({
      code: "BucketAlreadyOwnedByYou",
      httpStatus: 409,
    });
    expect(elsewhere.call("GetBucketLocation", { Bucket })).toEqual({
      LocationConstraint: "eu-west-1",
    });
    expect(account.call("HeadBucket", { Bucket })).toMatchObject({ BucketRegion: "us-east-1" });
    expect(account.call("ListBuckets", {})["Buckets"]).toMatchObject([{ Name: Bucket }]);
  });

  it("s3.bucket.delete: one that has anything is not deleted", () => {
    account.put("a");
    expect(account.refusal("DeleteBucket", { Bucket })).toMatchObject({
      code: "BucketNotEmpty",
      httpStatus: 409,
    });
    account.call("DeleteObject", { Bucket, Key: "a" });
    account.call("DeleteBucket", { Bucket });
    expect(account.code("PutObject", { Bucket, Key: "a" })).toBe("NoSuchBucket");
  });

  it("s3.bucket.owner: who expects another owner is refused", () => {
    const expecting = (ExpectedBucketOwner: string) => ({ Bucket, ExpectedBucketOwner });
    expect(account.code("GetBucketCors", expecting("abc"))).toBe("InvalidBucketOwnerAWSAccountID");
    expect(account.code("GetBucketCors", expecting("222222222222"))).toBe("AccessDenied");
    expect(account.code("GetBucketCors", expecting("123456789012"))).toBe(
      "NoSuchCORSConfiguration",
    );
  });

  it("s3.bucket.configurations: they are kept, shown, checked and taken away", () => {
    const cases = [
      [
        "Cors",
        "CORSConfiguration",
        { CORSRules: [{ AllowedMethods: ["GET"], AllowedOrigins: ["*"] }] },
      ],
      ["Tagging", "Tagging", { TagSet: [{ Key: "a", Value: "b" }] }],
      ["Website", "WebsiteConfiguration", { IndexDocument: { Suffix: "index.html" } }],
    ] as const;
    for (const [name, param, document] of cases) {
      account.call(`PutBucket${name}`, { Bucket, [param]: document });
      expect(account.call(`GetBucket${name}`, { Bucket })).toEqual(document);
      account.call(`DeleteBucket${name}`, { Bucket });
      expect(account.refusal(`GetBucket${name}`, { Bucket }).httpStatus).toBe(404);
    }
    const wrong = [
      [
        "PutBucketCors",
        {
          CORSConfiguration: { CORSRules: [{ AllowedMethods: ["TRACE"], AllowedOrigins: ["*"] }] },
        },
      ],
      ["PutBucketTagging", { Tagging: { TagSet: [1, 2].map(() => ({ Key: "a", Value: "b" })) } }],
      ["PutBucketWebsite", { WebsiteConfiguration: { IndexDocument: { Suffix: "a/b" } } }],
      ["PutBucketRequestPayment", { RequestPaymentConfiguration: { Payer: "Nobody" } }],
      ["PutBucketOwnershipControls", { OwnershipControls: { Rules: [] } }],
      ["PutBucketEncryption", { ServerSideEncryptionConfiguration: { Rules: [] } }],
      ["PutBucketAccelerateConfiguration", { AccelerateConfiguration: { Status: "On" } }],
      [
        "PutBucketLogging",
        { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: "none", TargetPrefix: "" } } },
      ],
      ["PutBucketVersioning", { VersioningConfiguration: {} }],
      ["PutBucketPolicy", { Policy: "no JSON" }],
    ] as const;
    expect(
      wrong.map(([operation, params]) => account.code(operation, { Bucket, ...params })),
    ).toEqual([
      "InvalidRequest",
      "InvalidTag",
      "InvalidArgument",
      "MalformedXML",
      "MalformedXML",
      "MalformedXML",
      "MalformedXML",
      "InvalidTargetBucketForLogging",
      "IllegalVersioningConfigurationException",
      "MalformedPolicy",
    ]);
  });

  it("s3.bucket.several: configurations with ids are listed a hundred at a time", () => {
    const put = (Id: string) =>
      account.call("PutBucketMetricsConfiguration", { Bucket, Id, MetricsConfiguration: { Id } });
    for (let number = 100; number < 202; number += 1) put(`${number}`);
    const first = account.call("ListBucketMetricsConfigurations", { Bucket });
    expect(first).toMatchObject({ IsTruncated: true });
    expect(first["MetricsConfigurationList"]).toHaveLength(100);
    const second = account.call("ListBucketMetricsConfigurations", {
      Bucket,
      ContinuationToken: first["NextContinuationToken"],
    });
    expect(second["MetricsConfigurationList"]).toEqual([{ Id: "200" }, { Id: "201" }]);
    account.call("DeleteBucketMetricsConfiguration", { Bucket, Id: "100" });
    expect(account.code("GetBucketMetricsConfiguration", { Bucket, Id: "100" })).toBe(
      "NoSuchConfiguration",
    );
  });

  it("s3.bucket.grants: they are checked, and kept where lists count", () => {
    expect(account.code("PutBucketAcl", { Bucket, ACL: "public-read" })).toBe(
      "AccessControlListNotSupported",
    );
    account.call("PutBucketAcl", { Bucket, ACL: "private" });
    account.call("DeleteBucketOwnershipControls", { Bucket });
    const group = "http://acs.amazonaws.com/groups/s3/LogDelivery";
    account.call("PutBucketAcl", { Bucket, GrantWrite: `uri="${group}"` });
    expect(account.call("GetBucketAcl", { Bucket })["Grants"]).toEqual([
      { Grantee: { Type: "Group", URI: group }, Permission: "WRITE" },
    ]);
    expect(account.code("PutBucketAcl", { Bucket, GrantWrite: "who" })).toBe("InvalidArgument");
    expect(account.code("PutBucketAcl", { Bucket })).toBe("MissingSecurityHeader");
    account.put("a");
    expect(account.call("GetObjectAcl", { Bucket, Key: "a" })["Grants"]).toHaveLength(1);
  });

  it("s3.bucket.public: what lets everybody in is refused, until that is allowed", () => {
    const Policy = JSON.stringify({
      Statement: [
        {
          Effect: "Allow",
          Principal: "*",
          Action: "s3:GetObject",
          Resource: "arn:aws:s3:::uploads/*",
        },
      ],
    });
    expect(account.code("PutBucketPolicy", { Bucket, Policy })).toBe("AccessDenied");
    account.call("DeletePublicAccessBlock", { Bucket });
    account.call("PutBucketPolicy", { Bucket, Policy });
    expect(account.call("GetBucketPolicy", { Bucket })).toEqual({ Policy });
    expect(account.call("GetBucketPolicyStatus", { Bucket })).toEqual({
      PolicyStatus: { IsPublic: true },
    });
    account.call("DeleteBucketOwnershipControls", { Bucket });
    account.call("PutBucketAcl", { Bucket, ACL: "public-read" });
  });
});

it("s3.cost.requests: they have the prices of the list", () => {
  const month = 730 * 3_600_000_000;
  const charges = bucketCharges({
    BilledWriteRequests: { sum: 1_000 },
    BilledReadRequests: { sum: 1_000 },
    StandardStorageTime: { sum: 2 ** 30 * month },
  });
  expect(charges.map(({ dollars }) => dollars)).toEqual([0.005, 0.0004, 0.023]);
});

describe("refusals in the words of S3", () => {
  const message = (operation: string, params: object): string =>
    account.refusal(operation, { Bucket, ...params }).message;

  it("are about what a website leads to", () => {
    const website = (WebsiteConfiguration: object): string =>
      message("PutBucketWebsite", { WebsiteConfiguration });
    const IndexDocument = { Suffix: "index.html" };
    const rule = (Rule: object): string => website({ IndexDocument, RoutingRules: [Rule] });
    expect(website({ RedirectAllRequestsTo: { HostName: "a" }, IndexDocument })).toContain(
      "in conjunction with other Routing Rules",
    );
    expect(website({ RedirectAllRequestsTo: { HostName: "a", Protocol: "ftp" } })).toContain(
      "Invalid protocol",
    );
    expect(rule({ Redirect: { ReplaceKeyPrefixWith: "a", ReplaceKeyWith: "b" } })).toBe(
      "You can only define ReplaceKeyPrefix or ReplaceKey but not both.",
    );
    expect(rule({ Condition: {}, Redirect: { HostName: "a" } })).toContain(
      "Condition cannot be empty.",
    );
  });

  it("are about how an object is to be encrypted", () => {
    const put = (params: object): string => message("PutObject", { Key: "a", ...params });
    const SSECustomerKey = "k".repeat(32);
    expect(put({ SSECustomerAlgorithm: "AES256" })).toContain("an appropriate secret key.");
    expect(put({ SSECustomerKey })).toContain("a valid encryption algorithm.");
    expect(put({ SSECustomerAlgorithm: "AES", SSECustomerKey })).toContain("Supported value");
    expect(put({ SSECustomerAlgorithm: "AES256", SSECustomerKey: "short" })).toBe(
      "The secret key was invalid for the specified algorithm.",
    );
    expect(put({ SSECustomerAlgorithm: "AES256", SSECustomerKey, SSECustomerKeyMD5: "x" })).toBe(
      "The calculated MD5 hash of the key did not match the hash that was provided.",
    );
    expect(put({ ServerSideEncryption: "AES256", SSEKMSKeyId: "k" })).toContain(
      "requires HTTP header",
    );
    expect(put({ ServerSideEncryption: "none" })).toBe(
      "The encryption method specified is not supported",
    );
    const key = { SSECustomerAlgorithm: "AES256", SSECustomerKey };
    account.put("kept", "text", key);
    expect(account.get("kept", key)).toBe("text");
    expect(message("GetObject", { Key: "kept" })).toContain("stored using a form of");
  });

  it("are about a retention that is over, at the time of S3's own clocks", () => {
    account.bucket("locked", { ObjectLockEnabledForBucket: true });
    account.put("a", "", { Bucket: "locked" });
    const argument = (RetainUntilDate: string): unknown =>
      account.refusal("PutObjectRetention", {
        Bucket: "locked",
        Key: "a",
        Retention: { Mode: "GOVERNANCE", RetainUntilDate },
      }).details;
    const ArgumentName = "RetainUntilDate";
    expect(argument("2020-01-01T00:00:00Z")).toEqual({
      ArgumentName,
      ArgumentValue: "Tue Dec 31 16:00:00 PST 2019",
    });
    expect(argument("2021-07-01T00:00:00Z")).toEqual({
      ArgumentName,
      ArgumentValue: "Wed Jun 30 17:00:00 PDT 2021",
    });
  });

  it("name versions that S3 has not given, uploads, and grants said twice", () => {
    const VersionId = "HPniJFCxqTsMuIH9KX8K8wEjNUgmABCD";
    for (const operation of ["GetObject", "DeleteObject"]) {
      expect(account.refusal(operation, { Bucket, Key: "a", VersionId })).toMatchObject({
        code: "InvalidArgument",
        details: { ArgumentName: "versionId", ArgumentValue: VersionId },
      });
    }
    expect(account.refusal("ListParts", { Bucket, Key: "a", UploadId: "none" })).toMatchObject({
      code: "NoSuchUpload",
      details: { UploadId: "none" },
    });
    expect(message("PutBucketAcl", { ACL: "private", GrantRead: "id=a" })).toContain(
      "Specifying both Canned ACLs and Header Grants",
    );
    const lifecycle = (rule: object): string =>
      message("PutBucketLifecycleConfiguration", {
        LifecycleConfiguration: { Rules: [{ Status: "Enabled", Filter: {}, ...rule }] },
      });
    expect(lifecycle({ Expiration: { Date: "2026-05-01T01:00:00Z" } })).toBe(
      "'Date' must be at midnight GMT",
    );
    expect(lifecycle({ NoncurrentVersionExpiration: {} })).toContain("not well-formed");
  });
});
