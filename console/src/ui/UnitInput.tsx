import { UnitSelect } from "./UnitSelect";

/** A unit for forms. */
export function UnitInput({ value, onChange, id, kinds, without }: {
  value?: string;
  onChange?: (unit: string | undefined) => void;
  id?: string;
  kinds?: string[];
  without?: string;
}) {
  return (
    <UnitSelect
      {...(id === undefined ? {} : { id })}
      {...(kinds === undefined ? {} : { kinds })}
      {...(without === undefined ? {} : { without })}
      value={value}
      onChange={(unit) => onChange?.(unit)}
      width="100%"
    />
  );
}
