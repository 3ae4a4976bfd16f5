"""The informationshanteringsplan, holds against weeding, and the weeding lists: what may be weeded, when, and who says so."""
