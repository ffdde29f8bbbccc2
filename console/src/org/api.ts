import { queryOptions } from "@tanstack/react-query";
import { answer, api } from "@/api/client";
import type { Schemas } from "@/api/types";

export type UnitItem = Schemas["UnitItem"];
export type UnitView = Schemas["UnitView"];
export type PersonItem = Schemas["PersonItem"];
export type PostView = Schemas["PostView"];

export const unitTreeQuery = queryOptions({
  queryKey: ["units", "tree"],
  queryFn: () => answer(api.GET("/api/units/tree", {})),
  staleTime: 60_000,
});

export const unitQuery = (id: string) =>
  queryOptions({
    queryKey: ["units", id],
    queryFn: () => answer(api.GET("/api/units/{id}", { params: { path: { id } } })),
  });
