/** What is found under some letters: characters, or how they are pronounced, which only the server knows. */
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { answer, api } from "./client";

export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ["search", q],
    queryFn: () => answer(api.GET("/api/search", { params: { query: { q } } })),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
