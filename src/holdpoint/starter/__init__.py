"""The facts that the product knows out of the box: data files, and nothing else."""
