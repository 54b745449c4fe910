// Where a browser signs in and answers: below it, the ID of the interaction.

export const interactionPath = '/idme/interaction';
