"""What Estrad is measured by: each figure beside a floor of the same run."""
