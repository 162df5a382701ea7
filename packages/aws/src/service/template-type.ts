import type { Deployment, TemplateOperation } from "./deployment.ts";
import type { PlainObject } from "./refusal.ts";
import type {
  HeldResources,
  ResourceTypeFacts,
  ResourceTypesFile,
  StandInRule,
  TemplateFlow,
  TemplateVerdict,
} from "./template-facts.ts";
import type { NamedInTemplate, TemplateSurroundings } from "./template-surroundings.ts";

export type { TemplateOperation };

/**
 * What a service says of its resource types in CloudFormation templates. Each service has a file
 * `template.ts` that exports them, and lists them in its model's `templateTypes`:
 *
 * ```ts
 * export const snsTemplateTypes = templateTypes(facts, [topicType, subscriptionType, policyType]);
 * ```
 *
 * `facts` is the service's `resource-types.json`: names of properties and attributes, what `Ref` returns
 * and the form of the ARN, which `npm run resource-types` writes for every type that `template.ts` names
 * after `type:`. Templates of SAM are turned into CloudFormation before: a service never meets its types.
 *
 * A type is either made by operations of AWS ({@link MadeType}), or left out of runs with a sentence that
 * says what this means for the answer ({@link LeftOutType}).
 */
export type TemplateTypeDefinition = MadeType | LeftOutType;

/** A type with the facts about it. */
export type TemplateType = TemplateTypeDefinition & { readonly facts: ResourceTypeFacts };

/** What holds of every type. */
interface NamedType {
  /** Such as `AWS::SNS::Topic`. */
  readonly type: string;
  /** The property that names it, with dots where it is within another. @defaultValue as for `AWS::SNS::Topic`: `TopicName`, or else `Name` */
  readonly nameProperty?: string;
  /** How the names are formed that CloudFormation gives. @defaultValue 255 characters */
  readonly naming?: NameRule;
  /**
   * What `Fn::GetAtt` returns beside the ARN and the name, by attribute; what `Ref` returns follows. Left
   * out: a placeholder.
   */
  returns?(self: ReturningResource): Readonly<Record<string, string>>;
  /** It says where the results of another resource go: properties that name that one, and that hold where. */
  readonly sends?: { readonly for: string; readonly to: string };
}

/** How CloudFormation names a resource whose template gives no name. */
export interface NameRule {
  readonly maxLength: number;
  readonly letters?: "lower";
  /** By a property that is `true`, how the name then ends: `{ FifoQueue: ".fifo" }`. */
  readonly endings?: Readonly<Record<string, string>>;
}

/** A resource of which a template asks what it is called. */
export interface ReturningResource {
  readonly name: string;
  readonly arn: string;
  readonly partition: string;
  readonly region: string;
  readonly accountId: string;
  /** The domain of AWS, such as `amazonaws.com`. */
  readonly urlSuffix: string;
  /** When its stack was deployed, in milliseconds since 1970. */
  readonly deployedAt: number;
  /** How often one of its logical id was made, with it; of what is numbered, its number. */
  readonly generation: number;
  /** The text of a property, or of a member such as `Routes.0.Target`: what is no text as JSON; `undefined`: there is none. */
  property(name: string): string | undefined;
  /** The ARN of another resource. */
  arnOf(type: string, name: string): string;
}

/** A type that runs leave out, and what that means for the answer. */
export interface LeftOutType extends NamedType {
  readonly leftOut: LeftOutMeaning;
  /** What leaving one out means that has these properties, where it is something else; `null` elsewhere. */
  leftOutWith?(properties: PlainObject): LeftOutMeaning | null;
  /** It says who may do what: how it is made where a scenario minds that. Left out: it says nothing of the kind. */
  readonly minded?: MindedType;
  /** What a deployment does all the same that operations show, such as a policy that a queue then has. */
  readonly deployment?: Pick<Deployment, "remove"> & {
    make(properties: PlainObject): readonly TemplateOperation[];
  };
}

/** A type that is made where a scenario minds who may do what. */
export interface MindedType {
  /** What it is then, a sentence. */
  readonly meaning: string;
  /** What becomes of it when its stack changes, where it is not made by saying all of it again. */
  readonly deployment?: Deployment;
  /** Whose policy it is, so that it says what somebody may do: a role's, or one of its policies. Left out: a resource's. */
  readonly of?: "role" | "policy";
  make(
    properties: PlainObject,
    self: Pick<TemplateResource, "name" | "logicalId">,
  ): readonly TemplateOperation[];
}

/** What leaving a resource out means. Sentences begin with a capital and end in a full stop. */
export type LeftOutMeaning = (
  | { readonly verdict: "ignored" | "opaque"; readonly meaning: string }
  | {
      readonly verdict: "opaque";
      /** What people call it, such as `A function URL`. */
      readonly name: string;
      /** What would reach functions, queues and the like through it, such as `requests through it`. */
      readonly flow?: string;
      /** What its absence means where nothing that is modeled depends on it. */
      readonly absence: string;
    }
) & {
  /** What AWS charges for it, such as `SNS publishes and deliveries`; `null`: nothing of its own. */
  readonly charge: string | null;
};

/** A type that operations of AWS make. */
export interface MadeType extends NamedType {
  /** A meaning for each property that CloudFormation has; a test of the service compares them. */
  readonly properties: Readonly<Record<string, PropertyMeaning>>;
  /**
   * The operations of its service that make the resource, in their order; or a sentence that says why it
   * cannot be made, which leaves it out.
   */
  make(values: PlainObject, self: TemplateResource): readonly TemplateOperation[] | string;
  /** What it is in the simulation, one sentence that ends in `simulated.` */
  meaning(values: PlainObject, self: TemplateResource): string;
  /**
   * The bare name in a text that names such a resource in other ways than by name, ARN or what `Ref`
   * returns: of a function, by a partial ARN or with a qualifier.
   */
  nameIn?(text: string): string;
  /** Others bring work to it: what is not modeled and names it is said to need a workload to it. */
  readonly isEntry?: true;
  /** Event source mappings, pipes and the like read it. */
  readonly isSource?: true;
  /** The ARN by which they do, where it is not its own: of a table, its stream's. */
  readArnOf?(arn: string, deployedAt: number): string;
  /** Whether a mapping with properties of these names reads one, where nobody knows the ARN that it gives. */
  isReadWith?(properties: readonly string[]): boolean;
  /** A property whose items are resources of another type, each a part of this one. */
  readonly holds?: HeldResources;
  /** How a resource of this type stands in for one that a template names and does not hold. */
  readonly standIn?: StandInRule;
  /**
   * The parameter of the operation that makes it by whose value resources of the type are numbered, from 1 in the order in
   * which they are made: of versions, their function.
   */
  readonly numberedBy?: string;
  /** What goes through it, for finding loops. */
  readonly flow?: TemplateFlow;
  /** What becomes of it when its stack is changed or deleted; left out: recorded cases do neither. */
  readonly deployment?: Deployment;
  /** Types of other resources that decide how it is made without its naming them, such as the routes of its subnets. */
  readonly beside?: readonly string[];
  /** Types of other resources that are made first, where nothing else says an order: CloudFormation makes them in the time that it takes. */
  readonly after?: readonly string[];
  /** It says who may do what: where anybody asks, it is made right after what it names. */
  readonly grants?: true;
  /** What `lint` warns of where several of them, or their settings, do not go together. */
  warnings?(made: readonly MadeResource[], all: TemplateResources): readonly string[];
}

/** What becomes of a property. */
export interface PropertyMeaning {
  readonly verdict: TemplateVerdict;
  /** What that means for the answer: a sentence. */
  readonly meaning: string;
  /** How its value is read; left out: it is not looked at, and {@link MadeType.make} does not get it. */
  readonly read?: Reading;
  /** It decides numbers of the simulation: what only a deployment knows becomes the default of AWS. */
  readonly exact?: true;
  /** It names another resource; or several, each in a member. */
  readonly names?: NamedResource | readonly NamedResource[];
  /** What AWS charges for it and no run prices, such as `KMS requests for its key`. */
  readonly charge?: string;
}

/**
 * How a value is read. Scalars may be written as strings, as CloudFormation takes them.
 *
 * - `text`, `wholeNumber`, `truth`: one value;
 * - `numberOrText`: a number where it looks like one, and a text elsewhere;
 * - `textList`; `textMap`, `numberMap`: names with texts, or with `numberOrText`;
 * - `tags`: a list of Key and Value, or a mapping, as names with texts;
 * - `json`: an object, or a text that holds one as JSON; gives the object;
 * - `jsonText`: a text as it is, and everything else as JSON;
 * - `plain`: as it is written;
 * - `members`: a mapping with members that are read in ways of their own; others are read as `others` says
 *   (left out: not at all). `exact`: members that are left out, with a warning, where only a deployment
 *   knows them. `asJson`: it may be a text that holds such a mapping as JSON;
 * - `items`: a list.
 */
export type Reading =
  | "text"
  | "wholeNumber"
  | "truth"
  | "numberOrText"
  | "textList"
  | "textMap"
  | "numberMap"
  | "tags"
  | "json"
  | "jsonText"
  | "plain"
  | {
      readonly members: Readonly<Record<string, Reading>>;
      readonly others?: "plain";
      readonly exact?: readonly string[];
      readonly asJson?: true;
    }
  | { readonly items: Reading };

/** Which resource a property names, and what happens where the template does not hold it. */
export interface NamedResource {
  /** The member of the value that names it, such as `OnSuccess.Destination`; left out: the value does. */
  readonly member?: string;
  /** By its ARN alone, or by what else names it too. */
  readonly by: "arn" | "reference";
  /**
   * Of which types it may be: all that can be read, or be given work; or named one by one, where the
   * resource makes no sense without one that the template holds or that is stood in for.
   */
  readonly of: readonly string[] | "sources" | "entries";
  /** A stand-in is made for one that the template does not hold. */
  readonly standIn?: {
    /** What follows the owner's logical id in the stand-in's, such as `DeadLetterQueue`. */
    readonly role: string;
    /** Its type where the text that names it does not tell, by the owner's properties. */
    typeOf?(values: PlainObject): string | undefined;
    /** How its name ends where nobody knows it, by the owner's properties. */
    ending?(values: PlainObject): string;
  };
}

/** A resource of a template, as its type's functions see it. */
export interface TemplateResource {
  readonly logicalId: string;
  /** What it is called once deployed: as the template says, or as CloudFormation would name it. */
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
  /** How often one of its logical id was made, with it; of what is numbered, its number. */
  readonly generation: number;
  /** How CloudFormation is to update it, where the template says so. */
  readonly updatePolicy?: PlainObject;
  /** Properties that hold what only a deployment knows: their texts are placeholders. Left out: none. */
  readonly unknown?: readonly string[];
  /** What its properties name, by the property; of one that names several, with the member: `A.OnSuccess.B`. */
  readonly named: Readonly<Record<string, NamedInTemplate>>;
  /** What is {@link MadeType.beside} it; left out where its type asks for nothing. */
  readonly surroundings?: TemplateSurroundings;
}

/** A resource that is made, with what its properties said. */
export interface MadeResource {
  readonly self: TemplateResource;
  readonly values: PlainObject;
}

/** What a template holds. */
export interface TemplateResources {
  /** What the properties of a resource that is made say, by its logical id. */
  valuesOf(logicalId: string): PlainObject | undefined;
  /** The logical id of what has an ARN, or its name where the template does not hold it. */
  logicalIdOf(arn: string): string;
}

/** Types with what CloudFormation says of them. */
export const templateTypes = (
  { types }: ResourceTypesFile,
  definitions: readonly TemplateTypeDefinition[],
): readonly TemplateType[] =>
  definitions.map((definition) => {
    const { properties = "", attributes = "", ref = "", arn = null } = types[definition.type] ?? {};
    const facts = { properties: namesIn(properties), attributes: namesIn(attributes), ref, arn };
    return { ...definition, facts };
  });

const namesIn = (text: string): readonly string[] => (text === "" ? [] : text.split(" "));
