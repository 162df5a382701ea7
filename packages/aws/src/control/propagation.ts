/** The figure of how long changes of roles and policies take, under which the control plane counts how often it decided. */
export const propagation = "iam.propagationDelay";
