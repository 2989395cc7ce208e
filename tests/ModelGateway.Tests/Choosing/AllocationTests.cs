using Agentes.ModelGateway.Deployments;
using Agentes.ModelGateway.Deployments.Choosing;
using Microsoft.Extensions.Time.Testing;

namespace Agentes.ModelGateway.Tests.Choosing;

/// <summary>Every call chooses and takes down why; that must stay a small part of what a call may allocate.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData(1, 320)]
    [InlineData(3, 560)]
    [InlineData(8, 1160)]
    public void A_choice_with_its_record_allocates_only_the_record(int deployments, long most)
    {
        var time = new FakeTimeProvider();
        var picker = new DeploymentPicker(Strategies.Of(new RoutingOptions()), new Random(3), time);
        var group = new DeploymentGroup(
            Enumerable.Range(0, deployments).Select(i => new DeploymentState(Pool.Of($"d{i}"), new DeploymentHealth(time))),
            new RetryBudget(new RetryLimits(), time));
        List<FailedDeployment> none = [];
        Choose();
        var before = GC.GetAllocatedBytesForCurrentThread();

        Choose();

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeInRange(1, most);

        void Choose()
        {
            var decision = new CallDecision("a", RoutingStrategy.PeakEwma) { Group = "a" };
            var picked = picker.Pick(group, none, new PickRequest(Buffered: false), decision, lastResort: false).ShouldNotBeNull();
            decision.Attempted(null, TimeSpan.Zero);
            picked.State.Load.End();
        }
    }
}
