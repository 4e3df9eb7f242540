"""One paper in, one typed `Paper` out."""
