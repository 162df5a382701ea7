import { describe, expect, it } from "vitest";
import { minutes, type Instant, type Simulation } from "@orrery/kernel";
import { exhaustive, search, type SearchSubject } from "@orrery/testing";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith, preparedWith } = exampleAt(import.meta.url, "trips.scenario.yaml");

const steps = ["BookFlight", "BookHotel", "TakePayment", "CancelHotel", "CancelFlight"];
const failing = (name: string) => ({ [`functions.${name}.failures`]: "20%" });
const retried = { "parameters.Cancellations": "States.ALL" };

type Report = ReturnType<typeof reportWith>;
const sumOf = ({ metrics }: Report, resource: string, metric: string) =>
  metrics[resource]?.[metric]?.sum ?? 0;
const doneBy = (report: Report, name: string) =>
  sumOf(report, name, "Invocations") - sumOf(report, name, "Errors");

/** Flights and hotels that are booked and belong to no trip. */
function leftBooked(report: Report): { flights: number; hotels: number } {
  const trips = sumOf(report, "Trips", "ExecutionsSucceeded");
  return {
    flights: doneBy(report, "BookFlight") - doneBy(report, "CancelFlight") - trips,
    hotels: doneBy(report, "BookHotel") - doneBy(report, "CancelHotel") - trips,
  };
}

describe("the saga", () => {
  it.each(["BookFlight", "BookHotel", "TakePayment"])(
    "takes back what was booked when %s fails",
    (name) => {
      expect(leftBooked(reportWith(failing(name)))).toEqual({ flights: 0, hotels: 0 });
    },
  );

  it("leaves things booked when what takes them back fails, as the README says", () => {
    const hotel = leftBooked(reportWith(failing("CancelHotel")));
    const flight = leftBooked(reportWith(failing("CancelFlight")));
    expect(readme.replaceAll(/ +/g, " ")).toContain(
      `| CancelHotel | ${number(hotel.flights)} | ${number(hotel.hotels)} |`,
    );
    expect(readme.replaceAll(/ +/g, " ")).toContain(
      `| CancelFlight | ${number(flight.flights)} | ${number(flight.hotels)} |`,
    );
    expect(hotel.flights).toBe(hotel.hotels);
  });

  it.each(steps)(
    "leaves nothing booked whatever fails once cancellations are retried: %s",
    (name) => {
      const report = reportWith({ ...failing(name), ...retried });
      expect(leftBooked(report)).toEqual({ flights: 0, hotels: 0 });
      expect(sumOf(report, "Trips", "ExecutionsStarted")).toBeGreaterThan(3_000);
    },
  );
});

const functions = [
  "BookFlight",
  "BookHotel",
  "TakePayment",
  "RefundPayment",
  "CancelHotel",
  "CancelFlight",
];
/** Whatever may go wrong with a call: the function fails, or the request or the answer gets lost. */
const anyTrouble = functions.flatMap((name) =>
  [{ fail: name }, { drop: name }, { drop: name, direction: "reply" }].map((fault) => ({
    at: "0s",
    for: "9m",
    share: "50%",
    ...fault,
  })),
);
const oneTrip = {
  duration: "10m",
  workload:
    '[{ "to": "Trips", "arrivals": { "constant": { "rate": "1/s" } }, "for": "1s", "payload": { "json": { "trip": 17 } } }]',
  "functions.TakePayment.failures": "0%",
  faults: JSON.stringify(anyTrouble),
};

/** What a trip leaves half-done. */
function halfDone(simulation: Simulation): string | null {
  const metersOf = (kind: string, name: string) =>
    simulation.metersOf(
      simulation.names.find((each) => each.startsWith(kind) && each.includes(name))!,
    );
  const done = (name: string): boolean => {
    const { Invocations, Errors } = metersOf("lambda.function:", name);
    return Invocations!.sum > (Errors?.sum ?? 0);
  };
  const { ExecutionsSucceeded, ExecutionsFailed } = metersOf(
    "stepfunctions.stateMachine:",
    "Trips",
  );
  if (ExecutionsSucceeded!.sum === 1) {
    const isWhole = ["BookFlight", "BookHotel", "TakePayment"].every(done);
    return isWhole ? null : "a trip without all that belongs to it";
  }
  if (ExecutionsFailed!.sum !== 1) return "a trip that has not ended";
  if (done("BookFlight") && !done("CancelFlight")) return "a flight without a trip";
  if (done("BookHotel") && !done("CancelHotel")) return "a hotel without a trip";
  return done("TakePayment") && !done("RefundPayment") ? "a payment without a trip" : null;
}

const searched = (settings: Readonly<Record<string, string>>, deviations: number) => {
  const subject: SearchSubject = {
    make: (oracle) => preparedWith({ ...oneTrip, ...settings }, oracle).simulation,
    until: minutes(10) as number as Instant,
    problemOf: halfDone,
  };
  return search(subject, exhaustive({ deviations, ordersTies: false }), { runs: 2_000 });
};
const undone = { "parameters.Doubtful": "Undone" };

describe("a trip under every single failure", () => {
  it("is half-done where the answer of a booking is lost and the booking is trusted not to be there", () => {
    const { counterexample } = searched({}, 1);
    expect(counterexample?.problem).toMatch(/without a trip/);
    expect(readme).toContain(counterexample!.problem);
    expect(counterexample!.choices).toHaveLength(1);
  });

  it("is never half-done once what failed is undone, too", () => {
    const result = searched(undone, 1);
    expect(result).toMatchObject({ complete: true, counterexample: null });
    expect(readme).toContain(`all ${number(result.runs)} ways`);
  });

  it("is half-done under two, unless compensations are tried again", () => {
    expect(searched(undone, 2).counterexample?.problem).toMatch(/without a trip/);
    const result = searched({ ...undone, ...retried }, 2);
    expect(result).toMatchObject({ complete: true, counterexample: null });
    expect(readme).toContain(`all ${number(result.runs)} ways`);
  });
});
