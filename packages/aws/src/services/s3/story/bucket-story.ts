import type { TraceEntry } from "@orrery/kernel";
import type {
  AcceptedMessage,
  Followed,
  Story,
  StoryReader,
  Told,
} from "../../../service/story.ts";
import type { BucketInput, BucketReply } from "../protocol.ts";
import { shownKey } from "../store/key-order.ts";
import type { StoredVersion } from "../store/stored-version.ts";

/** What buckets tell of objects: when each comes, is read, is told of, and goes. */
export const bucketStory: Story = {
  follow: (followed) => new BucketStory(followed),
  acceptances: () => acceptedIn,
};

function acceptedIn({
  input,
  component,
  event,
  effects,
  notes = [],
}: TraceEntry): readonly AcceptedMessage[] {
  const { type } = input as BucketInput; // What its machine declares.
  if (type !== "putObject" && type !== "bringObject" && type !== "completeUpload") return [];
  const version = putIn(effects);
  if (version === null) return [];
  const { number, key, trail, content } = version;
  const [, , bucket = 0] = notes.find(([name]) => name === "put") ?? [];
  return [
    {
      component,
      number,
      messageId: shownKey(key),
      origin: trail,
      identity: { queue: bucket, message: number },
      cameWith: event,
      body: content?.type === "bytes" && !content.isBase64 ? content.data : null,
      isNew: true,
    },
  ];
}

/** The version that an answer says was put; `null`: none was. */
function putIn(effects: TraceEntry["effects"]): StoredVersion | null {
  for (const effect of effects) {
    if (effect.type !== "reply") continue;
    const body = effect.body as BucketReply; // A bucket answers nothing else.
    if (body.type === "objectPut") return body.version;
  }
  return null;
}

const texts: Readonly<Record<string, readonly [type: Told["type"], text: string]>> = {
  put: ["accepted", "is put there"],
  replaced: ["deleted", "is replaced by another object of its key"],
  read: ["received", "is read"],
  deleted: ["deleted", "is deleted"],
  hidden: ["deleted", "is hidden by a delete marker"],
  expired: ["expired", "expires by a lifecycle rule"],
  notified: ["delivered", "is told to a destination"],
  notificationLost: ["givenUp", "is not told to a destination, which did not take it for too long"],
};

/** Tells what a bucket does with an object: its notes say of each version, by its number, what becomes of it. */
class BucketStory implements StoryReader {
  private readonly followed: Followed;

  constructor(followed: Followed) {
    this.followed = followed;
  }

  *read({ component, notes = [] }: TraceEntry): Generator<Told> {
    const { message } = this.followed;
    if (component !== message.component) return;
    for (const [name, number] of notes) {
      const told = texts[name];
      if (number !== message.number || told === undefined) continue;
      const [type, text] = told;
      yield { type, text };
    }
  }
}
