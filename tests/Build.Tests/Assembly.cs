// The host writes to the console and keeps the root in a static, as NUKE does: one run at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
