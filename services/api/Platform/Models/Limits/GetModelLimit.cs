using Agentes.ModelGateway.Admission;
using Agentes.Platform.Data;
using Agentes.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Agentes.Platform.Models.Limits;

/// <summary>One limit, with what its running window has taken: of many end users, those who took most.</summary>
internal static class GetModelLimit
{
    private const int MostSubjects = 100;

    public static async Task<Results<Ok<ModelLimitResponse>, ProblemHttpResult>> Handle(
        Guid id, HttpContext http, PlatformDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.ModelLimits.AsNoTracking().FirstOrDefaultAsync(l => l.Id == id, ct) is not { } limit)
        {
            return Problem.NotFound("model limit");
        }

        var now = clock.GetUtcNow();
        var start = limit.Window.Start(now);
        var spent = await db.ModelBudgetWindows.Where(w => w.LimitId == id && w.WindowStart == start)
            .OrderByDescending(w => w.SpentUsd).Take(MostSubjects)
            .Select(w => new SpentBudget(w.Subject, w.WindowStart, w.SpentUsd)).ToListAsync(ct);
        ETags.Send(http, limit);
        var described = await RunningBudgets.DescribeAsync([limit], db, now, ct);
        return TypedResults.Ok(described[0] with { Spent = spent });
    }
}
