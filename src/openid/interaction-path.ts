// The path of the pages where a user signs in and answers. The ID of the interaction follows it.

export const interactionPath = '/idme/interaction';
