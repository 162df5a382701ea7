import { refused, type Refused } from "../../../service/refusal.ts";

// What user pools refuse, in the words of AWS.

export const invalidParameter = (message: string): Refused =>
  refused("InvalidParameterException", message);
export const notAuthorizedFor = (message: string): Refused =>
  refused("NotAuthorizedException", message);

export const wrongPassword = notAuthorizedFor("Incorrect username or password.");
export const tooManyAttempts = notAuthorizedFor("Password attempts exceeded");
export const disabled = notAuthorizedFor("User is disabled.");
export const noUser = refused("UserNotFoundException", "User does not exist.");
export const unconfirmed = refused("UserNotConfirmedException", "User is not confirmed.");
export const resetRequired = refused(
  "PasswordResetRequiredException",
  "Password reset required for the user",
);
export const expiredTemporaryPassword = notAuthorizedFor(
  "Temporary password has expired and must be reset by an administrator.",
);
export const userExists = refused("UsernameExistsException", "User already exists");
export const accountExists = refused("UsernameExistsException", "User account already exists");
export const wrongCode = refused(
  "CodeMismatchException",
  "Invalid verification code provided, please try again.",
);
export const expiredCode = refused(
  "ExpiredCodeException",
  "Invalid code provided, please request a code again.",
);
export const attemptLimit = refused(
  "LimitExceededException",
  "Attempt limit exceeded, please try after some time.",
);
export const invalidSession = notAuthorizedFor("Invalid session for the user.");
export const expiredSession = notAuthorizedFor("Invalid session for the user, session is expired.");
export const invalidRefreshToken = notAuthorizedFor("Invalid Refresh Token");
export const expiredRefreshToken = notAuthorizedFor("Refresh Token has expired");
export const revokedRefreshToken = notAuthorizedFor("Refresh Token has been revoked");
export const invalidAccessToken = notAuthorizedFor("Invalid Access Token");
export const expiredAccessToken = notAuthorizedFor("Access Token has expired");
export const revokedAccessToken = notAuthorizedFor("Access Token has been revoked");
export const tooOften = refused("TooManyRequestsException", "Rate exceeded");
export const noMail = invalidParameter(
  "Cannot reset password for the user as there is no registered/verified email or phone_number",
);
