"""The benchmarks of Estrad: each figure is compared with a floor of the same run."""
