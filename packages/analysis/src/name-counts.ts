/**
 * How many of some people have a first name: each line is a count and the names that have it. Counted
 * in the made-up people of Splink's `fake_1000` (MIT, Ministry of Justice), whose names are British
 * first names of our time. Made by `scripts/make-name-counts.mjs`; not edited
 * by hand.
 */
export const peopleCounted = 243;

/** How many names one of them has, and how many two have. */
export const namesOfOne = 99;
export const namesOfTwo = 33;

export const namesByCount = `
9 oliver
5 jacob olivia
4 alfie amelia elizabeth freddie george henry james logan
3 charlie evie harrison harry isla lola maisie michael scarlett
2 adam aisha arabella arthur benjamin caleb charlotte darcy dylan evelyn grace harley isaac isabelle jackson jaxon jayden jessica jones joseph leo lexi lily lydia maryam mason mohammed muhammad poppy reuben ryan theodore thomas
`;
