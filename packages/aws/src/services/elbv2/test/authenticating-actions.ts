import type { PlainObject } from "../../../service/refusal.ts";

/** An action that has users sign in at a provider. */
export const oidc = (more: PlainObject = {}): PlainObject => ({
  Type: "authenticate-oidc",
  AuthenticateOidcConfig: {
    Issuer: "https://id.example",
    AuthorizationEndpoint: "https://id.example/authorize",
    TokenEndpoint: "https://id.example/token",
    UserInfoEndpoint: "https://id.example/user",
    ClientId: "shop",
    ClientSecret: "secret",
    ...more,
  },
});

/** An action that has users of a user pool sign in. */
export const userPool: PlainObject = {
  Type: "authenticate-cognito",
  AuthenticateCognitoConfig: {
    UserPoolArn: "arn:aws:cognito-idp:us-east-1:123456789012:userpool/us-east-1_a",
    UserPoolClientId: "client",
    UserPoolDomain: "shop",
    Scope: "openid email",
  },
};

/** An action that validates tokens. */
export const token: PlainObject = {
  Type: "jwt-validation",
  JwtValidationConfig: { Issuer: "https://id.example", JwksEndpoint: "https://id.example/keys" },
};
