// One machine, and its power is cut.
[assembly: DoNotParallelize]
