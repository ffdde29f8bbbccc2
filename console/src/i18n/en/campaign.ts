export const campaign = {
  "campaign.none_help": "The office uploads and adopts a plan file under “Plan”.",
};
