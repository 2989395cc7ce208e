namespace Agentes.ModelGateway.Configuration;

/// <summary>Reads how often something is tried again and when a deployment is left alone.</summary>
internal static class RetryReader
{
    private static readonly (string Error, FailureClass[] Classes)[] Errors =
    [
        ("AuthenticationError", [FailureClass.Credential]),
        ("TimeoutError", [FailureClass.Timeout]),
        ("RateLimitError", [FailureClass.Throttle]),
        ("InternalServerError", [FailureClass.Server, FailureClass.Connection, FailureClass.Malformed, FailureClass.Truncated]),
    ];

    public static void Read(YamlSection router, RouterSettings settings)
    {
        var retries = settings.Retries with
        {
            Count = router.Integer("num_retries") ?? settings.Retries.Count,
            AllowedFails = router.Integer("allowed_fails") ?? settings.Retries.AllowedFails,
            Cooldown = router.Seconds("cooldown_time", allowZero: true) ?? settings.Retries.Cooldown,
            LongestCooldown = router.Seconds("max_cooldown_time") ?? settings.Retries.LongestCooldown,
            BudgetShare = router.Number("retry_budget", 0, 100) ?? settings.Retries.BudgetShare,
            BudgetPerSecond = router.Number("retry_budget_per_second", 0, 1000) ?? settings.Retries.BudgetPerSecond,
            LeastWait = router.Seconds("retry_after", allowZero: true) ?? settings.Retries.LeastWait,
        };
        if (router.Flag("disable_cooldowns") is true)
        {
            if (router.Has("cooldown_time"))
            {
                router.Problem("disable_cooldowns", "contradicts cooldown_time: give one of the two (LiteLLM cools nothing down)");
            }

            retries = retries with { Cooldown = TimeSpan.Zero };
        }

        if (router.Section("allowed_fails_policy") is { } fails)
        {
            retries = retries with { AllowedFailsByClass = ReadClasses(fails, "AllowedFails") };
            fails.RejectUnread(LiteLLMKeys.AllowedFailsPolicy);
            fails.RejectMissingVariables();
        }

        settings.Retries = router.Section("retry_policy") is { } policy ? ReadPolicy(policy, router, retries) : retries;
    }

    private static RetryLimits ReadPolicy(YamlSection policy, YamlSection router, RetryLimits retries)
    {
        if (policy.Integer("max_retries") is { } count)
        {
            if (router.Has("num_retries"))
            {
                policy.Problem("max_retries", "contradicts num_retries: give one of the two (LiteLLM reads num_retries alone)");
            }

            retries = retries with { Count = count };
            policy.Note("retry_policy.max_retries is read as num_retries.");
        }

        retries = retries with
        {
            BackoffFactor = policy.Number("backoff_factor", 1, 100) ?? retries.BackoffFactor,
            CountByClass = ReadClasses(policy, "Retries"),
        };
        policy.RejectUnread(LiteLLMKeys.RetryPolicy);
        policy.RejectMissingVariables();
        return retries;
    }

    private static Dictionary<FailureClass, int> ReadClasses(YamlSection policy, string suffix)
    {
        var counts = new Dictionary<FailureClass, int>();
        foreach (var (error, classes) in Errors)
        {
            if (policy.Integer(error + suffix) is { } count)
            {
                foreach (var failure in classes)
                {
                    counts[failure] = count;
                }
            }
        }

        return counts;
    }
}
