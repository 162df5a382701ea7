import { describe, expect, it } from "vitest";
import { exampleAt, number } from "../example.ts";

const { readme, reportWith } = exampleAt(import.meta.url, "trips.scenario.yaml");

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
