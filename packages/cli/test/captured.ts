import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { main } from "../src/command.ts";

/** What the command printed, and its exit status. */
export interface Captured {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command in this process. */
export async function orrery(args: readonly string[], columns = 80): Promise<Captured> {
  let out = "";
  let err = "";
  const status = await main(args, {
    print: (text) => void (out += text),
    warn: (text) => void (err += text),
    columns,
    colors: false,
    showsProgress: false,
  });
  return { status, out, err };
}

/** A folder for the files of one test file. */
export class Folder {
  readonly path = mkdtempSync(join(tmpdir(), "orrery-"));

  /** The whole path of a file in it. */
  of(name: string): string {
    return join(this.path, name);
  }

  /** Writes a file; gives its whole path. */
  write(name: string, text: string): string {
    const path = this.of(name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return path;
  }

  remove(): void {
    rmSync(this.path, { recursive: true });
  }
}

/** A queue with a dead-letter queue, a function that reads it, and one that is called. */
export const ordersTemplate = `Transform: AWS::Serverless-2016-10-31
Parameters:
  Batch: { Type: Number, Default: 10 }
Resources:
  OrdersDlq: { Type: AWS::SQS::Queue }
  ReceiptsQueue: { Type: AWS::SQS::Queue }
  OrdersQueue:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt OrdersDlq.Arn
        maxReceiveCount: 3
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Timeout: 30
      Events:
        Orders:
          Type: SQS
          Properties:
            Queue: !GetAtt OrdersQueue.Arn
            BatchSize: !Ref Batch
            FunctionResponseTypes: [ReportBatchItemFailures]
  OrdersBucket: { Type: AWS::EFS::FileSystem }
`;
