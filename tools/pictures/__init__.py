"""Pictures of the window in named states, each with its accessibility tree, to prove that a change changes none."""
