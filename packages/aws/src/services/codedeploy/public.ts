export * as codedeploy from "./construct.ts";
