import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";
import { byCursor } from "@/ui/DataTable";

export type TableHead = Schemas["TableHead"];
export type TableView = Schemas["TableView"];
export type TableRow = Schemas["TableRow"];
export type TableCell = Schemas["TableCell"];
export type TableColumn = Schemas["TableColumn"];
export type FigureRecord = Schemas["FigureRecord"];
export type Correction = Schemas["Correction"];
export type Basis = Schemas["Basis"];
export type SnapshotHead = Schemas["SnapshotHead"];

export interface Place {
  campaign: string;
  table: string;
  unit: string;
}

export const tablesQuery = (campaign: string) =>
  queryOptions({
    queryKey: ["tables", campaign],
    queryFn: () => answer(api.GET("/api/campaigns/{campaign}/tables", { params: { path: { campaign } } })),
  });

export const tableQuery = ({ campaign, table, unit }: Place, basis: Basis) =>
  queryOptions({
    queryKey: ["table", campaign, table, unit, basis],
    queryFn: () =>
      answer(
        api.GET("/api/campaigns/{campaign}/tables/{table}", {
          params: { path: { campaign, table }, query: { unit, basis } },
        }),
      ),
  });

/** `version` is the one that counts: with another one the record counts elsewhere. */
export const countedInQuery = (campaign: string, kind: "activity" | "exposure", id: string, version: number) =>
  queryOptions({
    queryKey: ["counted-in", campaign, kind, id, version],
    queryFn: () => answer(api.GET("/api/campaigns/{campaign}/records/{kind}/{id}/figures", { params: { path: { campaign, kind, id } } })),
  });

export const weeksQuery = ({ campaign, table, unit }: Place) =>
  queryOptions({
    queryKey: ["weeks", campaign, table, unit],
    queryFn: () =>
      answer(
        api.GET("/api/campaigns/{campaign}/tables/{table}/weeks", {
          params: { path: { campaign, table }, query: { unit } },
        }),
      ),
  });

export const figureQuery = ({ campaign, table, unit }: Place, indicator: string, own: boolean) =>
  infiniteQueryOptions({
    queryKey: ["figure", campaign, table, unit, indicator, own],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET("/api/campaigns/{campaign}/tables/{table}/figures/{indicator}", {
          params: { path: { campaign, table, indicator }, query: { unit, own, after: pageParam } },
        }),
      ),
    ...byCursor,
  });

export const snapshotsQuery = ({ campaign, table, unit }: Place) =>
  queryOptions({
    queryKey: ["snapshots", campaign, table, unit],
    queryFn: () =>
      answer(
        api.GET("/api/campaigns/{campaign}/tables/{table}/snapshots", {
          params: { path: { campaign, table }, query: { unit } },
        }),
      ),
  });

export const snapshotQuery = (id: string) =>
  queryOptions({
    queryKey: ["snapshot", id],
    queryFn: () => answer(api.GET("/api/snapshots/{id}", { params: { path: { id } } })),
    staleTime: Infinity,
  });
