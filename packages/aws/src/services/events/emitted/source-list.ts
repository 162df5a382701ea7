import type { EmittedSource } from "./emitted-source.ts";
import { autoscaling } from "./sources/autoscaling.ts";
import { batch } from "./sources/batch.ts";
import { cloudformation } from "./sources/cloudformation.ts";
import { codebuild } from "./sources/codebuild.ts";
import { codecommit } from "./sources/codecommit.ts";
import { codedeploy } from "./sources/codedeploy.ts";
import { codepipeline } from "./sources/codepipeline.ts";
import { config } from "./sources/config.ts";
import { ec2 } from "./sources/ec2.ts";
import { ecr } from "./sources/ecr.ts";
import { ecs } from "./sources/ecs.ts";
import { glue } from "./sources/glue.ts";
import { guardduty } from "./sources/guardduty.ts";
import { health } from "./sources/health.ts";
import { rds } from "./sources/rds.ts";
import { signin } from "./sources/signin.ts";
import { ssm } from "./sources/ssm.ts";
import { transcribe } from "./sources/transcribe.ts";

/** The services whose events workloads may put on a bus, in the order of their names. */
export const emittedSources: readonly EmittedSource[] = [
  autoscaling,
  batch,
  cloudformation,
  codebuild,
  codecommit,
  codedeploy,
  codepipeline,
  config,
  ec2,
  ecr,
  ecs,
  glue,
  guardduty,
  health,
  rds,
  signin,
  ssm,
  transcribe,
];
