import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";
import { listenerArnOf, loadBalancerArnOf } from "../arns.ts";

const loadBalancerArn = loadBalancerArnOf("front", {
  partition: "aws",
  region: "us-east-1",
  accountId: "123456789012",
});

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Front:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: { Name: front, Subnets: [subnet-1, subnet-2] }
  Machines:
    Type: AWS::ElasticLoadBalancingV2::TargetGroup
    Properties: { Name: machines, TargetType: ip, Port: 80, Protocol: HTTP, VpcId: vpc-1, Targets: [{ Id: 10.0.0.1 }] }
  Http:
    Type: AWS::ElasticLoadBalancingV2::Listener
    Properties:
      LoadBalancerArn: !Ref Front
      Port: 80
      Protocol: HTTP
      DefaultActions: [{ Type: forward, TargetGroupArn: !Ref Machines }]
  Rule:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Http
      Priority: 1
      Conditions: [{ Field: path-pattern, Values: [/alive] }]
      Actions: [{ Type: fixed-response, FixedResponseConfig: { StatusCode: "200", MessageBody: alive } }]
  Known:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Http
      Priority: 2
      Conditions: [{ Field: path-pattern, Values: [/known] }]
      Actions:
        - Type: authenticate-oidc
          AuthenticateOidcConfig:
            Issuer: https://id.example
            AuthorizationEndpoint: https://id.example/authorize
            TokenEndpoint: https://id.example/token
            UserInfoEndpoint: https://id.example/user
            ClientId: shop
            ClientSecret: secret
            OnUnauthenticatedRequest: deny
            SessionTimeout: "3600"
        - { Type: fixed-response, FixedResponseConfig: { StatusCode: "200", MessageBody: known } }
  Token:
    Type: AWS::ElasticLoadBalancingV2::ListenerRule
    Properties:
      ListenerArn: !Ref Http
      Priority: 3
      Conditions: [{ Field: path-pattern, Values: [/token] }]
      Actions:
        - { Type: jwt-validation, JwtValidationConfig: { Issuer: https://id.example, JwksEndpoint: https://id.example/keys } }
        - { Type: fixed-response, FixedResponseConfig: { StatusCode: "200", MessageBody: known } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const toFront: Part = {
  workload: [
    { to: "Front", arrivals: { constant: { rate: "1/s" } }, request: { method: "GET", path: "/" } },
  ],
};
/** What a function asks for, one after another. */
const calling = (...calls: readonly (readonly [operation: string, params: Part])[]): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }],
  functions: {
    Worker: { calls: calls.map(([operation, params]) => ({ [`elbv2:${operation}`]: params })) },
  },
});
const quota = (name: string, value: number): Part => ({ quotas: { [`elbv2.${name}`]: value } });
const answering = (said: Part): { base: Part; change: Part } => ({
  base: toFront,
  change: { targetGroups: { Machines: said } },
});

/** A firewall before a load balancer that is asked for JSON. */
const guarded = (said: Part): { base: Part; change: Part } => ({
  base: {
    workload: [
      {
        to: "Front",
        arrivals: { constant: { rate: "1/s" } },
        request: { method: "POST", path: "/" },
      },
    ],
  },
  change: { loadBalancers: { Front: said } },
});

/** What comes to a load balancer that asks who its callers are. */
const entering = (request: Part, said: Part): { base: Part; change: Part } => ({
  base: { workload: [{ to: "Front", arrivals: { constant: { rate: "1/s" } }, request }] },
  change: { loadBalancers: { Front: said } },
});
const signIn = { method: "GET", path: "/oauth2/idpresponse", query: { code: "1", state: "2" } };
const bearer = { method: "GET", path: "/token", headers: { authorization: "Bearer a.b.c" } };

/** Requests of a version of HTTP that no load balancer speaks, in place of the usual one. */
const inVersion = (said: (request: Part) => Part): { base: Part; change: Part } => {
  const workload = (request: Part) => ({
    workload: [{ to: "Front", arrivals: { constant: { rate: "1/s" } }, ...said(request) }],
  });
  const request = { method: "GET", path: "/alive" };
  return { base: workload(request), change: workload({ ...request, version: "3" }) };
};

/** A case for each setting of scenarios that is about load balancers. */
export const elbv2SettingCases: ServiceSettingCases = {
  template,
  settings: {
    "loadBalancers.*.blocked": guarded({ blocked: "50%" }),
    "loadBalancers.*.blockedHeader": guarded({ blockedHeader: "content-type" }),
    "loadBalancers.*.firewallFailures": guarded({ firewallFailures: "50%" }),
    "loadBalancers.*.signedIn": entering({ method: "GET", path: "/known" }, { signedIn: "50%" }),
    "loadBalancers.*.signInLatency": entering(signIn, { signInLatency: "2s" }),
    "loadBalancers.*.signInsDenied": entering(signIn, { signInsDenied: "50%" }),
    "loadBalancers.*.signInErrors": entering(signIn, { signInErrors: "50%" }),
    "loadBalancers.*.signInsUnreachable": entering(signIn, { signInsUnreachable: "50%" }),
    "loadBalancers.*.keyFailures": entering(bearer, { keyFailures: "50%" }),
    "loadBalancers.*.idleClients": guarded({ idleClients: "50%" }),
    "workload[].request.version": inVersion((request) => ({ request })),
    "workload[].requests[].version": inVersion((request) => ({ requests: [request] })),
    "workload[].session[].version": inVersion((request) => ({
      session: [{ ...request, query: { number: "${session}" } }],
    })),
    "latencies.elbv2.overhead": {
      base: toFront,
      change: { latencies: { "elbv2.overhead": "1s" } },
    },
    "quotas.elbv2.loadBalancers": {
      base: calling(["CreateLoadBalancer", { Name: "more" }]),
      change: quota("loadBalancers", 1),
    },
    "quotas.elbv2.targetGroups": {
      base: calling(["CreateTargetGroup", { Name: "more", TargetType: "lambda" }]),
      change: quota("targetGroups", 1),
    },
    "quotas.elbv2.listenersPerLoadBalancer": {
      base: calling([
        "CreateListener",
        {
          LoadBalancerArn: loadBalancerArn,
          Port: 81,
          Protocol: "HTTP",
          DefaultActions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }],
        },
      ]),
      change: quota("listenersPerLoadBalancer", 1),
    },
    "quotas.elbv2.rulesPerLoadBalancer": {
      base: calling([
        "CreateRule",
        {
          ListenerArn: listenerArnOf(loadBalancerArn, 80),
          Priority: 9,
          Conditions: [{ Field: "path-pattern", Values: ["/b"] }],
          Actions: [{ Type: "fixed-response", FixedResponseConfig: { StatusCode: "200" } }],
        },
      ]),
      change: quota("rulesPerLoadBalancer", 3),
    },
    "targetGroups.*.latency": answering({ latency: "2s" }),
    "targetGroups.*.status": answering({ status: 503 }),
    // More than a response is counted with.
    "targetGroups.*.body": answering({ body: "x".repeat(1_000) }),
    "targetGroups.*.failures": answering({ failures: "50%" }),
    "targetGroups.*.failureStatus": {
      base: { ...toFront, targetGroups: { Machines: { failures: "100%" } } },
      change: { targetGroups: { Machines: { failures: "100%", failureStatus: 404 } } },
    },
    "targetGroups.*.unreachable": answering({ unreachable: "50%" }),
  },
  assumptions: {
    "elbv2.requestsPerConnection": {
      base: toFront,
      change: { assumptions: { "elbv2.requestsPerConnection": 2 } },
    },
  },
};
