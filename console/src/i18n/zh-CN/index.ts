import { activity } from "./activity";
import { app } from "./app";
import { audit } from "./audit";
import { campaign } from "./campaign";
import { exposure } from "./exposure";
import { form } from "./form";
import { jobs } from "./jobs";
import { obligation } from "./obligation";
import { org } from "./org";
import { statistics } from "./statistics";

export const zh = {
  ...app,
  ...form,
  ...org,
  ...campaign,
  ...obligation,
  ...activity,
  ...exposure,
  ...statistics,
  ...audit,
  ...jobs,
};
