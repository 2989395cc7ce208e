using System.Runtime.InteropServices;

namespace Agentes.Bench.Common;

/// <summary>What every program here shares: help, exit codes, a clean stop on a signal, and the last line of JSON.</summary>
public static class BenchProgram
{
    public static async Task<int> RunAsync(
        string name, CommandLine commandLine, string[] args, Func<Options, Report, CancellationToken, Task> body)
    {
        if (args.Contains("--help", StringComparer.Ordinal) || args.Contains("-h", StringComparer.Ordinal))
        {
            Console.WriteLine(commandLine.Help());
            return 0;
        }

        using var stopping = new CancellationTokenSource();
        using var interrupt = StopOn(PosixSignal.SIGINT, stopping);
        using var terminate = StopOn(PosixSignal.SIGTERM, stopping);
        var report = new Report(name);
        var exitCode = await GuardAsync(() => body(commandLine.Parse(args), report, stopping.Token), report);
        Console.WriteLine(report.ToJsonLine());
        return exitCode != 0 || report.Ok ? exitCode : 1;
    }

    private static PosixSignalRegistration StopOn(PosixSignal signal, CancellationTokenSource stopping) =>
        PosixSignalRegistration.Create(signal, context =>
        {
            context.Cancel = true;
            stopping.Cancel();
        });

    private static async Task<int> GuardAsync(Func<Task> body, Report report)
    {
        try
        {
            await body();
            return 0;
        }
        catch (UsageException wrong)
        {
            return Fail(report, wrong.Message, 2);
        }
        catch (MissingPrerequisiteException missing)
        {
            return Fail(report, missing.Message, 3);
        }
        catch (OperationCanceledException)
        {
            return Fail(report, "stopped before the end", 1);
        }
        catch (Exception failure)
        {
            return Fail(report, $"{failure.GetType().Name}: {failure.Message}", 1);
        }
    }

    private static int Fail(Report report, string reason, int exitCode)
    {
        Console.Error.WriteLine(reason);
        report.Check("ran_to_the_end", passed: false, reason);
        return exitCode;
    }
}
