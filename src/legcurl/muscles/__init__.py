"""What the muscles of the leg do: anatomy, geometry, Hill model, capacity, and who shares the load."""
